import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'drizzle-orm'
import { openTestStore } from '../../../tests/support/store.ts'
import type { Message, RequestMessage, TextMessage } from '../../shared/message.ts'
import { rowsOf } from './database.ts'
import type { OpenDatabase } from './database.ts'
import * as conversations from './queries/conversations.ts'
import { retrieveContext, storeContext } from './queries/context.ts'
import { markInterrupted } from './queries/interrupted.ts'
import * as messages from './queries/messages.ts'
import { expireRequests } from './queries/requests.ts'
import { saveMessage } from './queries/turns.ts'

let store: OpenDatabase

beforeAll(async () => {
  store = await openTestStore()
})

afterAll(() => store.close())

const start = new Date('2026-03-01T10:00:00.000Z')

async function makeConversation(title = 'A title', now = start) {
  const message = newMessage(randomUUID(), 'x', now)
  const saved = await saveMessage(store.db, { message, title, model: 'tiny', numCtx: 8_192 })
  await store.db.execute(sql`delete from message where id = ${message.id}`)
  return saved.conversation
}

function newMessage(conversationId: string, content: string, now = start): messages.NewMessage<TextMessage> {
  return { id: randomUUID(), conversationId, role: 'user', content, messageType: 'text', metadata: null, now }
}

test('a conversation is stored as it was given and found again', async () => {
  const created = await makeConversation()
  expect(await conversations.findConversation(store.db, created.id)).toEqual({
    id: created.id,
    title: 'A title',
    titledBy: 'message',
    model: 'tiny',
    numCtx: 8_192,
    draft: '',
    temporary: false,
    summary: null,
    summaryUntil: null,
    createdAt: '2026-03-01T10:00:00.000Z',
    updatedAt: '2026-03-01T10:00:00.000Z',
  })
})

test('messages keep their order when the clock is set back', async () => {
  const { id } = await makeConversation()
  await messages.insertMessage(store.db, newMessage(id, 'first', new Date('2026-03-02T00:00:00Z')))
  await messages.insertMessage(store.db, newMessage(id, 'second', new Date('2020-01-01T00:00:00Z')))
  await messages.insertMessage(store.db, newMessage(id, 'third', new Date('2026-03-01T00:00:00Z')))
  const found = await messages.listMessages(store.db, id, { limit: 10 })
  expect(found.map(({ content, createdAt }) => [content, createdAt])).toEqual([
    ['first', '2026-03-02T00:00:00.000Z'],
    ['second', '2026-03-02T00:00:00.001Z'],
    ['third', '2026-03-02T00:00:00.002Z'],
  ])
})

test('pages of messages meet without a gap or a double', async () => {
  const { id } = await makeConversation()
  for (let index = 0; index < 25; index += 1)
    await messages.insertMessage(store.db, newMessage(id, String(index)))
  const seen: string[] = []
  let before: Message | undefined
  for (;;) {
    const page = await messages.listMessages(store.db, id, { limit: 10, before })
    if (page.length === 0) break
    seen.unshift(...page.map(({ content }) => content))
    before = page[0]
  }
  expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => String(index)))
})

test('an answer is added once and then changed in place', async () => {
  const { id } = await makeConversation()
  const answer = {
    ...newMessage(id, 'Hel'),
    role: 'assistant' as const,
    metadata: { status: 'streaming' as const },
  }
  const first = await messages.writeAnswer(store.db, answer)
  const last = await messages.writeAnswer(store.db, {
    ...answer,
    content: 'Hello',
    metadata: { status: 'complete' },
  })
  expect(last).toEqual({ ...first, content: 'Hello', metadata: { status: 'complete' } })
  expect(await messages.listMessages(store.db, id, { limit: 10 })).toEqual([last])
})

test('answers that were being written are marked as interrupted, the others left alone', async () => {
  const { id } = await makeConversation()
  const answer = (status: 'streaming' | 'complete') => ({
    ...newMessage(id, status),
    role: 'assistant' as const,
    metadata: { status, model: 'tiny' },
  })
  await messages.writeAnswer(store.db, answer('streaming'))
  await messages.writeAnswer(store.db, answer('complete'))
  expect(await markInterrupted(store.db, null)).toHaveLength(1)
  const found = await messages.listMessages(store.db, id, { limit: 10 })
  expect(found.map(({ content, metadata }) => [content, metadata])).toEqual([
    ['streaming', { status: 'interrupted', model: 'tiny' }],
    ['complete', { status: 'complete', model: 'tiny' }],
  ])
})

test('what is taken out leaves the conversation with all that followed it', async () => {
  const { id } = await makeConversation()
  const saved = []
  for (const text of ['a', 'b', 'c']) saved.push(await messages.insertMessage(store.db, newMessage(id, text)))
  expect(await messages.listAfter(store.db, saved[0]!, 5)).toEqual([saved[1], saved[2]])
  expect(await messages.listAfter(store.db, saved[0]!, 1)).toEqual([saved[1]])
  expect(await messages.listAfter(store.db, saved[2]!, 5)).toEqual([])
  const ids = await messages.supersedeFrom(store.db, saved[1]!, start)
  expect(new Set(ids)).toEqual(new Set([saved[1]!.id, saved[2]!.id]))
  expect(await messages.listMessages(store.db, id, { limit: 10 })).toEqual([saved[0]])
})

test('of plans whose time is over those that another message took the place of are not told', async () => {
  const { id } = await makeConversation()
  const plan = (summary: string): messages.NewMessage<RequestMessage> => ({
    ...newMessage(id, summary),
    role: 'assistant',
    messageType: 'agent_request',
    metadata: {
      summary,
      actions: [],
      destructive: false,
      digest: 'x',
      status: 'pending',
      expiresAt: '2026-03-02T10:00:00.000Z',
    },
  })
  const gone = await messages.insertMessage(store.db, plan('gone'))
  await messages.insertMessage(store.db, plan('here'))
  await messages.supersedeOne(store.db, gone.id, start)
  const expired = await expireRequests(store.db, new Date('2026-03-03T10:00:00.000Z'))
  expect(expired.map(({ content }) => content)).toEqual(['here'])
})

test('what Postgres cannot hold is replaced in text and in metadata', async () => {
  const { id } = await makeConversation()
  const metadata = {
    status: 'failed',
    error: { code: 'ollama_failed', message: 'a\0b\uD83D' },
    doneReason: '\0',
  } as const
  const saved = await messages.writeAnswer(store.db, {
    ...newMessage(id, 'x\0y\uDC00'),
    role: 'assistant',
    metadata,
  })
  expect(saved).toMatchObject({
    content: 'x\uFFFDy\uFFFD',
    metadata: { error: { message: 'a\uFFFDb\uFFFD' }, doneReason: '\uFFFD' },
  })
})

test('metadata that does not belong to the type of its message is refused with the field', async () => {
  const { id } = await makeConversation()
  const wrong = { ...newMessage(id, 'x'), metadata: { status: 'finished' } } as unknown as messages.NewMessage
  await expect(messages.insertMessage(store.db, wrong)).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('metadata.status'),
  })
})

test('a type that does not exist and a conversation that is not there are refused with the field', async () => {
  const { id } = await makeConversation()
  const odd = { ...newMessage(id, 'x'), messageType: 'poem' as 'text' }
  await expect(messages.insertMessage(store.db, odd)).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('messageType'),
  })
  const nowhere = { code: 'not_found', message: expect.stringContaining('conversationId') }
  const lost = newMessage(randomUUID(), 'x')
  await expect(messages.insertMessage(store.db, lost)).rejects.toMatchObject(nowhere)
  await expect(messages.writeAnswer(store.db, { ...lost, role: 'assistant' })).rejects.toMatchObject(nowhere)
  expect(await messages.listMessages(store.db, id, { limit: 10 })).toEqual([])
})

test('the end of a conversation is read for a prompt, of long messages only the beginning', async () => {
  const { id } = await makeConversation()
  for (const text of ['first', 'x'.repeat(100), 'last'])
    await messages.insertMessage(store.db, newMessage(id, text))
  const read = await messages.recentText(store.db, id, 5)
  expect(read.map(({ content }) => content)).toEqual(['first', 'xxxxx', 'last'])
})

test('of plans and runs a prompt gets what became of them, and where what was read comes from', async () => {
  const { id } = await makeConversation()
  const runId = randomUUID()
  const actions = ['read_file', 'open'].map((action) => ({
    id: action,
    action,
    title: 'x',
    arguments: {},
    risk: 'read',
    undo: 'yes',
  }))
  const plan = { summary: 'Read.', actions, destructive: false, digest: 'x', status: 'approved' }
  const step = { runId, actionId: 'a', state: 'succeeded' } as const
  const add = (messageType: Message['messageType'], metadata: unknown) =>
    messages.insertMessage(store.db, { ...newMessage(id, messageType), messageType, metadata } as never)
  await add('text', null)
  await add('agent_request', plan)
  for (const source of ['b.md', 'a.md', 'b.md']) await add('agent_progress', { ...step, source })
  await add('agent_progress', step)
  await add('agent_progress', { ...step, runId: randomUUID(), source: 'other' })
  await add('agent_result', { runId, status: 'failed' })
  await add('agent_result', { runId: randomUUID(), status: 'succeeded' })
  const read = await messages.recentText(store.db, id, 64)
  expect(read.map(({ actions: names }) => names)).toEqual([null, ['read_file', 'open'], null, null])
  expect(read.map(({ content, status, sources }) => [content, status, sources])).toEqual([
    ['text', null, null],
    ['agent_request', 'approved', null],
    ['agent_result', 'failed', ['a.md', 'b.md']],
    ['agent_result', 'succeeded', null],
  ])
})

test('a message brings a deleted conversation back, moves it to the top and spends its draft', async () => {
  const { id } = await makeConversation()
  await conversations.changeConversation(store.db, id, { draft: 'half a thought' })
  await conversations.hideConversation(store.db, id, start)
  const later = new Date(start.getTime() + 1_000)
  const saved = await saveMessage(store.db, {
    message: newMessage(id, 'again', later),
    title: 'unused',
    model: null,
    numCtx: 1,
  })
  expect(saved.conversation).toMatchObject({
    title: 'A title',
    model: 'tiny',
    numCtx: 8_192,
    draft: '',
    updatedAt: later.toISOString(),
  })
  expect(saved.message).toMatchObject({ content: 'again', createdAt: later.toISOString() })
})

test('the list is ordered by use, paged by a cursor and searched by title', async () => {
  const marker = randomUUID().slice(0, 8)
  const day = (date: number) => new Date(Date.UTC(2026, 4, date))
  for (const date of [1, 2, 3]) await makeConversation(`${marker} 100% of_${date}`, day(date))
  const first = await conversations.listConversations(store.db, { search: marker.toUpperCase(), limit: 2 })
  expect(first.map(({ title }) => title)).toEqual([`${marker} 100% of_3`, `${marker} 100% of_2`])
  const rest = await conversations.listConversations(store.db, {
    search: marker,
    before: first[1]!,
    limit: 2,
  })
  expect(rest.map(({ title }) => title)).toEqual([`${marker} 100% of_1`])
  expect(await conversations.listConversations(store.db, { search: `${marker} 1_0`, limit: 2 })).toEqual([])
})

test('a hidden conversation is gone until it comes back, and a purge takes its messages and contexts', async () => {
  const { id } = await makeConversation()
  await messages.insertMessage(store.db, newMessage(id, 'x'))
  await storeContext(store.db, id, 'technology', 'uses_kubernetes', true)
  await conversations.hideConversation(store.db, id, start)
  expect(await conversations.findConversation(store.db, id)).toBeNull()
  expect((await conversations.unhideConversation(store.db, id))?.id).toBe(id)
  await conversations.hideConversation(store.db, id, start)
  await conversations.purgeHidden(store.db, new Date(start.getTime() + 1))
  expect(await conversations.unhideConversation(store.db, id)).toBeNull()
  expect(await messages.listMessages(store.db, id, { limit: 1 })).toEqual([])
  expect(await retrieveContext(store.db, id)).toEqual([])
})

test('a title by a person is never replaced by the model', async () => {
  const { id } = await makeConversation()
  expect((await conversations.changeUnlessNamed(store.db, id, 'By the model'))?.title).toBe('By the model')
  await conversations.changeConversation(store.db, id, { title: 'Mine', titledBy: 'person' })
  expect(await conversations.changeUnlessNamed(store.db, id, 'Again')).toBeNull()
})

test('a transaction is all or nothing, and holds what others wait for', async () => {
  const { id } = await makeConversation()
  const failing = store.db.transaction(async (tx) => {
    await messages.insertMessage(tx, newMessage(id, 'lost'))
    throw new Error('changed my mind')
  })
  const outside = rowsOf(
    store.db,
    sql`select count(*)::int as count from message where conversation_id = ${id}`,
  )
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await outside).toEqual([{ count: 0 }])
})
