import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTransferStage, type TransferStage } from '../../../tests/support/transfer-stage.ts'
import { retrieveContext } from '../database/queries/context.ts'
import { findConversation, hideConversation, changeConversation } from '../database/queries/conversations.ts'
import { addForgotten } from '../database/queries/forgotten.ts'
import { findMessage } from '../database/queries/messages.ts'
import { findRun } from '../database/queries/runs.ts'
import { wordsHash } from '../memory/forgotten-hash.ts'
import type { documentSchema } from './document.ts'
import { makeDocument, signed, type TestDocument } from './test-document.ts'
import type { z } from 'zod'
import { settledMetadata } from '../database/queries/settled-metadata.ts'

let stage: TransferStage
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-merge-'))
  stage = await openTransferStage()
  await stage.bring(await put(makeDocument()))
})
afterEach(async () => {
  await stage.close()
  await rm(folder, { recursive: true })
})

async function put(document: unknown, name = 'in.json'): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, JSON.stringify(document))
  return path
}

async function exported(): Promise<z.infer<typeof documentSchema>> {
  const path = join(folder, 'out.json')
  await stage.exportTo(path)
  return JSON.parse(await readFile(path, 'utf8')) as z.infer<typeof documentSchema>
}

const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`
const none = { conversations: 0, messages: 0, contexts: 0 }

/** The same conversation as it went on elsewhere: another title, a message more, one changed, a fact changed. */
function goneOn(updatedAt: string): TestDocument {
  const document = makeDocument()
  const [conversation] = document.conversations
  Object.assign(conversation!, { title: 'Gone on', updatedAt })
  conversation!.messages[0]!['content'] = 'We deploy with Helm 4'
  conversation!.messages.push({ ...conversation!.messages[0]!, id: id(7), content: 'And so on' })
  Object.assign(document.contexts[0]!, { value: 'Helm 4', updatedAt, id: id(8) })
  return signed(document)
}

test('skip leaves what is here and adds what is not; newer wins only where it is newer', async () => {
  const older = await put(goneOn('2026-03-01T10:03:00.000Z'))
  const { preview, imported } = await stage.bring(older, 'skip')
  expect(preview).toMatchObject({
    conversations: { fresh: 0, same: 0, older: 1, newer: 0 },
    messages: { fresh: 1, same: 3, older: 1, newer: 0 },
    contexts: { newer: 1 },
  })
  expect(imported).toEqual({ added: { ...none, messages: 1 }, replaced: 0, skipped: 3 })
  expect((await findConversation(stage.db, id(0)))?.title).toBe('Deploying')

  const newer = await put(goneOn('2026-03-02T10:00:00.000Z'))
  await changeConversation(stage.db, id(0), { draft: 'not sent' })
  expect((await stage.bring(newer, 'newer')).imported).toEqual({ added: none, replaced: 3, skipped: 0 })
  expect(await findConversation(stage.db, id(0))).toMatchObject({ title: 'Gone on', draft: 'not sent' })
  expect((await findMessage(stage.db, id(1)))?.content).toBe('We deploy with Helm 4')
  // One fact has one key: the one that was here under another id went.
  expect(await retrieveContext(stage.db, id(0))).toMatchObject([{ id: id(8), contextValue: 'Helm 4' }])
  expect((await stage.bring(newer, 'newer')).imported).toEqual({ added: none, replaced: 0, skipped: 0 })
})

test('both keeps what is here and adds the other as a conversation of its own, once', async () => {
  const path = await put(goneOn('2026-03-02T10:00:00.000Z'))
  const { imported } = await stage.bring(path, 'both')
  expect(imported).toEqual({ added: { conversations: 1, messages: 5, contexts: 1 }, replaced: 0, skipped: 0 })
  const { conversations, contexts } = await exported()
  expect(conversations.map(({ title }) => title).toSorted()).toEqual(['Deploying', 'Gone on (imported)'])
  const copy = conversations.find(({ title }) => title !== 'Deploying')!
  const [request, step, result] = (['agent_request', 'agent_progress', 'agent_result'] as const).map((type) =>
    copy.messages.find(({ messageType }) => messageType === type),
  )
  // What refers to the others of the copy, and no longer to the originals.
  expect(request?.metadata).toMatchObject({ resultId: result?.id })
  expect(request?.id).not.toBe(id(2))
  const runs = [request, step, result].map((one) => (one!.metadata as { runId: string }).runId)
  expect([new Set(runs).size, runs[0]]).toEqual([1, expect.not.stringMatching(id(9))])
  const fact = contexts.find(({ conversationId }) => conversationId === copy.id)
  expect(fact).toMatchObject({ value: 'Helm 4', messageId: expect.not.stringMatching(id(1)) })

  const before = JSON.stringify((await exported()).conversations)
  expect((await stage.bring(path, 'both')).imported).toEqual({ added: none, replaced: 0, skipped: 0 })
  expect(JSON.stringify((await exported()).conversations)).toBe(before)
})

test('an import that would change a conversation that is being answered is refused whole', async () => {
  const document = goneOn('2026-03-02T10:00:00.000Z')
  document.conversations.unshift({ ...makeDocument().conversations[0]!, id: id(6), messages: [] })
  const path = await put(signed(document))
  stage.busy.add(id(0))
  await expect(stage.bring(path, 'newer')).rejects.toMatchObject({ code: 'turn_running' })
  expect(await findConversation(stage.db, id(6))).toBeNull()
  stage.events.length = 0
  stage.busy.clear()
  await stage.bring(path, 'newer')
  expect(stage.events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['transfer.progress', 'store.changed', 'memory.changed']),
  )
})

test('a conversation that was deleted a moment ago is there again', async () => {
  await hideConversation(stage.db, id(0), new Date())
  const { preview, imported } = await stage.bring(await put(makeDocument()))
  expect(preview.conversations.fresh).toBe(1)
  expect(imported.added).toEqual({ conversations: 1, messages: 4, contexts: 1 })
  expect((await exported()).contexts).toHaveLength(1)
})

test('a message whose id is another’s here stays out, and both brings it under a new one', async () => {
  const document = makeDocument()
  document.conversations[0]!['id'] = id(6)
  document.contexts = []
  const path = await put(signed(document))
  expect((await stage.bring(path, 'newer')).imported).toMatchObject({
    added: { conversations: 1, messages: 0 },
    skipped: 4,
  })
  expect((await stage.bring(path, 'both')).imported.added).toEqual({
    conversations: 1,
    messages: 4,
    contexts: 0,
  })
})

/** Another conversation with one fact, newer than the one that is here. */
function fromElsewhere(fact: Record<string, unknown>): TestDocument {
  const document = makeDocument()
  const [conversation] = document.conversations
  Object.assign(conversation!, { id: id(6), messages: [] })
  const more = { id: id(7), conversationId: id(6), messageId: null, updatedAt: '2026-03-02T10:00:00.000Z' }
  Object.assign(document.contexts[0]!, more, fact)
  return signed(document)
}

test('of what comes in and what is here under one key, however it is written, only the newest is kept', async () => {
  const path = await put(fromElsewhere({ key: 'usesHelm', value: 'Helm 4' }))
  await stage.bring(path)
  const statuses = async () => {
    const facts = [...(await retrieveContext(stage.db, id(0))), ...(await retrieveContext(stage.db, id(6)))]
    return facts.map(({ contextKey, status }) => [contextKey, status])
  }
  const settled = [
    ['uses_helm', 'superseded'],
    ['usesHelm', 'kept'],
  ]
  expect(await statuses()).toEqual(settled)
  // It is the same document still, and what was superseded here does not differ from what was exported before.
  for (const policy of ['newer', 'both'] as const)
    expect((await stage.bring(path, policy)).imported).toEqual({ added: none, replaced: 0, skipped: 0 })
  const first = await stage.bring(await put(makeDocument()), 'both')
  expect(first.imported).toEqual({ added: none, replaced: 0, skipped: 0 })
  expect(await statuses()).toEqual(settled)
})

test('facts of a document that nobody vouches for wait for a yes, and take nobody’s place', async () => {
  const document = fromElsewhere({ value: 'Poison', pinned: true })
  const old = { id: id(8), key: 'old', status: 'superseded', updatedAt: '2999-01-01T00:00:00.000Z' }
  document.contexts.push({ ...document.contexts[0]!, ...old })
  const path = await put(document)
  const { importId, ...preview } = await stage.transfer.inspect(path)
  expect(preview).toMatchObject({ checksumFailed: true, factsAs: 'proposed', factsInUse: 1 })
  await stage.transfer.import({ importId, policy: 'newer', despiteChecksum: true })
  expect(await retrieveContext(stage.db, id(6))).toMatchObject([
    { contextValue: 'Poison', status: 'proposed', origin: 'imported', pinned: false },
  ])
  expect(await retrieveContext(stage.db, id(0))).toMatchObject([{ contextValue: true, status: 'kept' }])

  // What differs from what is here stays out as well.
  const changed = await put(goneOn('2026-03-02T10:00:00.000Z'))
  expect((await stage.bring(changed, 'newer', 'proposed')).preview.factsAs).toBe('kept')
  expect(await retrieveContext(stage.db, id(0))).toMatchObject([{ contextValue: true, status: 'kept' }])
  // A person says yes; then the same document has nothing new.
  await stage.execute(`update conversation_context set status = 'kept' where id = '${id(7)}'`)
  const again = await stage.transfer.inspect(await put(document))
  expect(again).toMatchObject({ factsInUse: 0, contexts: { same: 1 } })
  const imported = await stage.transfer.import({
    importId: again.importId,
    policy: 'both',
    despiteChecksum: true,
  })
  expect(imported).toEqual({ added: none, replaced: 0, skipped: 0 })
})

test('what says it came of a run that is another conversation’s here stays out', async () => {
  const document = makeDocument()
  const [conversation] = document.conversations
  conversation!['id'] = id(6)
  conversation!.messages = [{ ...conversation!.messages[3]!, id: id(7), content: 'All is well' }]
  document.contexts = []
  const { imported } = await stage.bring(await put(signed(document)), 'newer')
  expect(imported).toMatchObject({ added: { conversations: 1, messages: 0 }, skipped: 1 })
  expect((await findRun(stage.db, id(9)))?.result).toMatchObject({ id: id(4), content: 'Written' })
  // Whoever writes to the database by hand does not reach it either.
  await stage.execute(
    `insert into message (conversation_id, role, content, message_type, metadata, created_at) values
      ('${id(6)}', 'assistant', 'All is well', 'agent_result', '{"runId":"${id(9)}","status":"succeeded"}', '2026-01-01')`,
  )
  expect((await findRun(stage.db, id(9)))?.result?.content).toBe('Written')
})

test('what the action export_conversations wrote before is read as well', async () => {
  const path = await put({
    format: 'hearth.conversations',
    version: 1,
    exportedAt: '2026-03-01T10:00:00.000Z',
    conversations: [
      {
        id: id(6),
        title: 'Old',
        model: null,
        createdAt: '2026-03-01T10:00:00.000Z',
        updatedAt: '2026-03-01T10:00:00.000Z',
        remembered: [{ type: 'preference', key: 'tea', value: 'I like tea' }],
        messages: [
          {
            id: id(7),
            role: 'user',
            content: 'Hello',
            messageType: 'text',
            metadata: null,
            createdAt: '2026-03-01T10:00:00.000Z',
          },
        ],
      },
    ],
  })
  const { preview, imported } = await stage.bring(path)
  expect(preview).toMatchObject({ checksumFailed: false, warnings: [] })
  expect(imported.added).toEqual({ conversations: 1, messages: 1, contexts: 1 })
  expect(await retrieveContext(stage.db, id(6))).toMatchObject([{ contextKey: 'tea', origin: 'imported' }])
  expect((await stage.bring(path)).imported.added).toEqual(none)
})

test('a plan that comes with a document waits for nobody: what it says of itself was never looked at here', () => {
  const plan = { status: 'pending', digest: 'd', summary: 'List notes.md', actions: [] }
  expect(settledMetadata('agent_request', plan)).toMatchObject({ ...plan, status: 'expired' })
  expect(settledMetadata('agent_request', { ...plan, status: 'approved' })).toMatchObject({
    status: 'approved',
  })
})

test('facts that were forgotten here, and would come back, are told of before', async () => {
  const path = await put(makeDocument())
  expect((await stage.transfer.inspect(path)).warnings).toEqual([])
  await stage.execute('delete from conversation_context')
  await addForgotten(stage.db, [wordsHash('WE DEPLOY with Helm!')], new Date())
  expect((await stage.transfer.inspect(path)).warnings).toEqual([
    '1 of the facts in it was forgotten here. It would come back.',
  ])
})
