import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeDataFolder } from '../tests/support/data-folder.ts'
import { root } from './root.ts'

async function push(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [join(root, 'scripts', 'drizzle-kit.ts'), 'push'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, said }
}

test('the embedded database is all that the schema says: there is nothing to push', async () => {
  await using folder = await makeDataFolder()
  expect(await push({ DATABASE_URL: '', HEARTH_DATA_DIR: folder.path })).toEqual({
    code: 0,
    said: expect.stringContaining('No changes detected'),
  })
})

test('push goes to the server that DATABASE_URL names, and leaves the data folder alone', async () => {
  await using folder = await makeDataFolder()
  const { code, said } = await push({
    DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
    HEARTH_DATA_DIR: folder.path,
  })
  expect(code).not.toBe(0)
  expect(said).toContain('ECONNREFUSED')
})
