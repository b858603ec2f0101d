import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ContextType } from '../../shared/context.ts'
import { openTestStore } from '../../../tests/support/store.ts'
import { rowsOf, type OpenDatabase } from './database.ts'
import { retrieveContext, retrieveContextByType, storeContext } from './queries/context.ts'
import { saveMessage } from './queries/turns.ts'

let store: OpenDatabase

beforeAll(async () => {
  store = await openTestStore()
})

afterAll(() => store.close())

async function makeConversation(): Promise<string> {
  const conversationId = randomUUID()
  const message = {
    id: randomUUID(),
    conversationId,
    role: 'user',
    content: 'x',
    messageType: 'text',
    metadata: null,
  } as const
  await saveMessage(store.db, {
    message: { ...message, now: new Date() },
    title: 'x',
    model: null,
    numCtx: 1,
  })
  return conversationId
}

test('a known key takes a new value and type, and the newest change comes first', async () => {
  const id = await makeConversation()
  const first = await storeContext(store.db, id, 'technology', 'uses_kubernetes', { version: 1 })
  await storeContext(store.db, id, 'preference', 'prefers_typescript', true)
  const changed = await storeContext(store.db, id, 'project', 'uses_kubernetes', { version: 2 })
  expect(changed).toMatchObject({ id: first.id, contextType: 'project', contextValue: { version: 2 } })
  expect((await retrieveContext(store.db, id)).map(({ contextKey }) => contextKey)).toEqual([
    'uses_kubernetes',
    'prefers_typescript',
  ])
  expect(await retrieveContextByType(store.db, id, 'technology')).toEqual([])
  expect(await retrieveContextByType(store.db, id, 'project')).toEqual([changed])
})

test.each<[string, unknown, unknown, unknown]>([
  ['contextType', 'hobby', 'plays_chess', true],
  ['contextKey', 'domain', 'k'.repeat(256), true],
  ['contextKey', 'domain', '', true],
  ['contextValue', 'domain', 'key', () => 1],
  ['contextValue', 'domain', 'key', undefined],
  ['contextValue', 'domain', 'key', Number.NaN],
  ['contextValue', 'domain', 'key', 1n],
  ['contextValue', 'domain', 'key', { when: new Date() }],
  ['contextValue', 'domain', 'key', endless()],
  ['contextValue', 'domain', 'key', JSON.parse('['.repeat(5_000) + ']'.repeat(5_000))],
])('a context with a bad %s is refused with the name of the field', async (field, type, key, value) => {
  const id = await makeConversation()
  await expect(storeContext(store.db, id, type as ContextType, key as string, value)).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining(field),
  })
  expect(await retrieveContext(store.db, id)).toEqual([])
})

function endless(): unknown {
  const value: Record<string, unknown> = {}
  value['self'] = value
  return value
}

test.each<[string, unknown, unknown]>([
  ['null', null, null],
  ['false', false, false],
  ['an empty text', '', ''],
  ['a list', [1, [2, null]], [1, [2, null]]],
  ['what Postgres cannot hold', { 'a\0': 'b\0\uD800' }, { 'a\uFFFD': 'b\uFFFD\uFFFD' }],
  ['a key that JavaScript has a meaning for', JSON.parse('{"__proto__": 1}'), JSON.parse('{"__proto__": 1}')],
])('the value %s comes back as it was given, or as it can be held', async (_, value, stored) => {
  const id = await makeConversation()
  const row = await storeContext(store.db, id, 'domain', 'key', value)
  expect(row.contextValue).toEqual(stored)
  expect(await retrieveContext(store.db, id)).toEqual([row])
})

test('reading names a bad field too', async () => {
  const bad = { code: 'invalid_input', message: expect.stringContaining('conversationId') }
  await expect(retrieveContext(store.db, 'nonsense')).rejects.toMatchObject(bad)
  await expect(retrieveContextByType(store.db, 'nonsense', 'domain')).rejects.toMatchObject(bad)
  await expect(retrieveContextByType(store.db, randomUUID(), 'hobby' as ContextType)).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('contextType'),
  })
})

test('a context of a conversation that is not there is refused', async () => {
  await expect(storeContext(store.db, randomUUID(), 'domain', 'key', 1)).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining('conversationId'),
  })
})

test('the table of facts is written anew a moment after something of it was deleted', async () => {
  const file = sql`select pg_relation_filenode('conversation_context')::int as at`
  const place = async () => (await rowsOf<{ at: number }>(store.db, file))[0]
  const before = await place()
  await store.erasing('facts', async () => {})
  // Looking is a call as well: the embedded database has to be left alone in between.
  await vi.waitFor(async () => expect(await place()).not.toEqual(before), {
    timeout: 120_000,
    interval: 2_500,
  })
})
