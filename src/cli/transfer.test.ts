import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDataFolder } from '../../tests/support/data-folder.ts'
import { scriptModel } from '../../tests/support/scripted-model.ts'
import { openAssistant, type Assistant } from '../core/assistant.ts'
import { exportMemory } from './transfer.ts'
import { importMemory } from './transfer-import.ts'
import { testSession } from './test-session.ts'
import { UsageError } from './usage-error.ts'
import type { GlobalOptions } from './session.ts'

let folders: Awaited<ReturnType<typeof makeDataFolder>>[]
let assistant: Assistant
let other: Assistant
const conversationId = randomUUID()

beforeAll(async () => {
  const server = scriptModel()
  folders = [await makeDataFolder(), await makeDataFolder()]
  assistant = await openAssistant({ dataFolder: folders[0]!.path, server })
  other = await openAssistant({ dataFolder: folders[1]!.path, server: scriptModel() })
  const { ended } = await assistant.startTurn({
    turnId: randomUUID(),
    conversationId,
    text: 'Hello',
    model: 'tiny',
  })
  ;(await server.call(0)).answer('Hi')
  await ended
})
afterAll(async () => {
  await assistant.close()
  await other.close()
  for (const folder of folders) await folder[Symbol.asyncDispose]()
})

const session = (options: GlobalOptions = {}) => testSession(folders[0]!.path, options)

test('what is exported can be imported elsewhere, after a look at it', async () => {
  const out = session()
  expect(await exportMemory(assistant, out, 'memory.json', {})).toBe(0)
  const file = join(folders[0]!.path, 'memory.json')
  expect(out.stderr()).toMatch(
    new RegExp(
      String.raw`^Exported 1 conversation, 2 messages and 0 remembered facts \(\d kB\) to ${file}\.\n$`,
    ),
  )
  const dry = session({ json: true })
  expect(await importMemory(other, dry, 'memory.json', { dryRun: true })).toBe(0)
  expect(JSON.parse(dry.stdout())).toMatchObject({ path: file, messages: { fresh: 2 } })
  const into = session()
  expect(await importMemory(other, into, 'memory.json', {})).toBe(0)
  expect(into.stderr()).toContain('Messages: 2 new, 0 the same.')
  expect(into.stderr()).toContain('Added 1 conversation, 2 messages and 0 remembered facts.')
  const again = session()
  await importMemory(other, again, 'memory.json', { policy: 'newer' })
  expect(again.stderr()).toContain('All of it was here already.')

  await writeFile(file, (await readFile(file, 'utf8')).replace('Hello', 'Hullo'))
  const changed = session()
  expect(await importMemory(other, changed, 'memory.json', {})).toBe(1)
  expect(changed.stderr()).toContain('--despite-checksum')
})

test('- is standard output, in JSON or Markdown, and notes go to standard error', async () => {
  const out = session()
  await exportMemory(assistant, out, '-', { conversation: conversationId.slice(0, 8) })
  expect(JSON.parse(out.stdout())).toMatchObject({ scope: { kind: 'conversation', conversationId } })
  expect(out.stderr()).toMatch(/^Exported 1 conversation/)
  const markdown = session()
  await exportMemory(assistant, markdown, '-', { format: 'markdown', after: '2020-01-01' })
  expect(markdown.stdout()).toMatch(/### You, .*\n\nHello\n\n### Hearth, .*\n\nHi\n/)
})

test('what becomes of facts is said before, and can be chosen', async () => {
  const file = join(folders[0]!.path, 'facts.json')
  const { promise: remembered, resolve } = Promise.withResolvers<void>()
  assistant.onEvent(({ type }) => type === 'run.ended' && resolve())
  const text = '/remember we deploy with Helm'
  await assistant.startTurn({ turnId: randomUUID(), conversationId, text })
  await remembered
  await exportMemory(assistant, session(), file, {})
  const look = session()
  await importMemory(other, look, file, { dryRun: true })
  expect(look.stderr()).toContain('1 remembered fact will be told to models as if you had said so here')
  const asked = session()
  await importMemory(other, asked, file, { facts: 'proposed' })
  expect(asked.stderr()).toContain('1 remembered fact will wait for your yes')
  expect((await other.memory.list({})).facts).toMatchObject([{ status: 'proposed', origin: 'imported' }])
  await expect(importMemory(other, session(), file, { facts: 'all' })).rejects.toBeInstanceOf(UsageError)
})

test.each([
  [{ format: 'xml' }, '--format'],
  [{ memory: true, after: '2026-01-01' }, 'one of'],
  [{ after: 'yesterday' }, '--after needs'],
])('%j is wrong usage', async (options, sentence) => {
  const wrong = exportMemory(assistant, session(), '-', options)
  await expect(wrong).rejects.toBeInstanceOf(UsageError)
  await expect(wrong).rejects.toThrow(sentence)
})
