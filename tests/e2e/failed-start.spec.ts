import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startBare, type BareStart } from '../support/app.ts'
import { expect, test } from './fixtures.ts'

/** Waits for the sentence; then quits, as the one button of the dialog does. */
async function failure(start: BareStart, sentence: RegExp): Promise<number | null> {
  await expect.poll(start.stderr, { timeout: 20_000 }).toMatch(sentence)
  start.child.kill('SIGTERM')
  return start.exited
}

test('a data folder that cannot be written is named, and nothing is left behind', async ({
  ollama,
  dataFolder,
}) => {
  // Under a file there can be no folder, not even for root.
  const file = join(dataFolder, 'file')
  writeFileSync(file, '')
  const start = startBare({ dataFolder: join(file, 'data'), ollamaHost: ollama.host })
  expect(await failure(start, /^hearth: Hearth cannot write to its data folder .*file.data/m)).toBe(1)
  expect(existsSync(join(file, 'data'))).toBe(false)
})

test('data that another process holds open is left alone, and the process is named', async ({
  ollama,
  dataFolder,
}) => {
  const holder = fork(join(import.meta.dirname, '../support/hold-data-folder.ts'), [dataFolder])
  await once(holder, 'message')
  try {
    const start = startBare({ dataFolder, ollamaHost: ollama.host })
    const sentence = new RegExp(`^hearth: Hearth is already open \\(process ${holder.pid}\\)`, 'm')
    expect(await failure(start, sentence)).toBe(1)
  } finally {
    holder.kill()
  }
})
