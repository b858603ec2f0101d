import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Assistant } from '../../core/assistant.ts'
import { transferHandlers } from './transfer-handlers.ts'

test('the file of an export is shown where it lies, by the export’s id, as long as it is there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-shown-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'hearth.json')
  const shown: string[] = []
  let chosen: string | null = file
  const exportTo: Assistant['transfer']['exportTo'] = async (path) => {
    writeFileSync(path, '{}')
    return { path, conversations: 0, messages: 0, contexts: 0, bytes: 2 }
  }
  const handlers = transferHandlers({
    assistant: async () => ({ transfer: { exportTo } as Assistant['transfer'] }),
    chooseExport: async () => chosen,
    chooseImport: async () => null,
    showInFolder: (path) => void shown.push(path),
  })
  const signal = new AbortController().signal
  const write = (id: string) =>
    handlers['transfer.export']({ id, scope: { kind: 'all' }, format: 'json' }, signal)
  const show = (id: string) => handlers['transfer.show']({ id }, signal)

  await write('first')
  chosen = null
  await write('second')
  await expect(show('second')).rejects.toThrow('No export of this start wrote that file.')
  expect(shown).toEqual([])
  await show('first')
  expect(shown).toEqual([file])
  rmSync(file)
  await expect(show('first')).rejects.toThrow(`${file} is not there any more.`)
  expect(shown).toEqual([file])
})
