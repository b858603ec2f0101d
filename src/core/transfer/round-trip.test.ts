import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom } from '../../../tests/support/random.ts'
import { fillWithOdd } from '../../../tests/support/odd-memory.ts'
import { openTransferStage, type TransferStage } from '../../../tests/support/transfer-stage.ts'
import { canonicalJson } from './canonical-json.ts'
import { documentSchema } from './document.ts'

let full: TransferStage
let empty: TransferStage
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-transfer-'))
  full = await openTransferStage()
  empty = await openTransferStage()
  await fillWithOdd(full.db, createRandom(5))
})
afterAll(async () => {
  await full.close()
  await empty.close()
  await rm(folder, { recursive: true })
})

const file = (name: string): string => join(folder, name)
const withoutTime = (text: string): string => text.replace(/"exportedAt":"[^"]*"/, '')

test('whatever a store holds, its export imported into an empty one is exported as the same', async () => {
  const { conversations, messages, contexts } = await full.exportTo(file('first.json'))
  expect(conversations).toBe(12)
  const text = await readFile(file('first.json'), 'utf8')

  const preview = await empty.transfer.inspect(file('first.json'))
  expect(preview).toMatchObject({
    source: 'hearth',
    checksumFailed: false,
    conversations: { fresh: conversations, same: 0, older: 0, newer: 0 },
    messages: { fresh: messages },
    contexts: { fresh: contexts },
  })
  const { importId } = preview
  const imported = await empty.transfer.import({ importId, policy: 'skip' })
  expect(imported).toEqual({ added: { conversations, messages, contexts }, replaced: 0, skipped: 0 })
  await empty.exportTo(file('second.json'))
  expect(withoutTime(await readFile(file('second.json'), 'utf8'))).toBe(withoutTime(text))

  // Twice changes nothing, whatever the policy.
  for (const policy of ['skip', 'newer', 'both'] as const) {
    const again = await empty.transfer.inspect(file('first.json'))
    expect(again.messages).toEqual({ fresh: 0, same: messages, older: 0, newer: 0 })
    expect(await empty.transfer.import({ importId: again.importId, policy })).toEqual({
      added: { conversations: 0, messages: 0, contexts: 0 },
      replaced: 0,
      skipped: 0,
    })
  }
  await empty.exportTo(file('third.json'))
  expect(withoutTime(await readFile(file('third.json'), 'utf8'))).toBe(withoutTime(text))
})

test('an export is what the schema says, and its checksum can be made from its records', async () => {
  const document = documentSchema.parse(JSON.parse(await readFile(file('first.json'), 'utf8')))
  expect(document).toMatchObject({ format: 'hearth.memory', version: 1, application: { version: '1.2.3' } })
  const types = new Set(
    document.conversations.flatMap(({ messages }) => messages.map((one) => one.messageType)),
  )
  expect(types.size).toBe(4)
  const raw = JSON.parse(await readFile(file('first.json'), 'utf8')) as typeof document
  const hash = createHash('sha256')
  for (const { messages, ...conversation } of raw.conversations)
    for (const record of [conversation, ...messages]) hash.update(`${canonicalJson(record)}\n`)
  for (const record of [...raw.contexts, ...raw.forgotten]) hash.update(`${canonicalJson(record)}\n`)
  expect(raw.sha256).toBe(hash.digest('hex'))
})
