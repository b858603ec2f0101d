import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hasTrayHost } from './tray-host.ts'

/** A PATH with one tool on it, which says this. */
async function toolsThatSay(tool: string, text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-bus-'))
  const file = join(folder, tool)
  await writeFile(file, `#!/bin/sh\n${text}\n`)
  await chmod(file, 0o755)
  return {
    env: { PATH: folder },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

test.skipIf(process.platform === 'win32').each([
  ['gdbus', "echo '(true,)'", true],
  ['gdbus', "echo '(false,)'", false],
  ['busctl', "echo 'b true'", true],
  ['dbus-send', "echo '   boolean false'", false],
  ['gdbus', 'exit 1', false],
])('on Linux the session bus is asked: %s, %s', async (tool, text, there) => {
  await using tools = await toolsThatSay(tool, text)
  expect(await hasTrayHost('linux', tools.env)).toBe(there)
})

test('without any of its tools there is no tray; other systems always have one', async () => {
  expect([await hasTrayHost('linux', { PATH: '/nowhere' }), await hasTrayHost('win32', {})]).toEqual([
    false,
    true,
  ])
})
