import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeDataFolder } from '../tests/support/data-folder.ts'
import { startPostgres } from '../tests/support/postgres-server.ts'
import { findPostgres } from './postgres.ts'
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

test.skipIf(findPostgres() === null)('push goes to the server that DATABASE_URL names', async () => {
  await using server = await startPostgres()
  const DATABASE_URL = await server.makeDatabase()
  expect(await push({ DATABASE_URL })).toEqual({ code: 0, said: expect.stringContaining('Changes applied') })
  expect((await push({ DATABASE_URL })).said).toContain('No changes detected')
})
