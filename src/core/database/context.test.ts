import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDataFolder } from '../../../tests/support/data-folder.ts'
import { silentLog } from '../log.ts'
import type { OpenDatabase } from './database.ts'
import { openDatabase } from './open.ts'
import { retrieveContext, retrieveContextByType, storeContext, type ContextType } from './queries/context.ts'
import { saveMessage } from './queries/turns.ts'

let folder: Awaited<ReturnType<typeof makeDataFolder>>
let store: OpenDatabase

beforeAll(async () => {
  folder = await makeDataFolder()
  store = await openDatabase({ dataFolder: folder.path, log: silentLog })
})

afterAll(async () => {
  await store.close()
  await folder[Symbol.asyncDispose]()
})

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
])('a context with a bad %s is refused with the name of the field', async (field, type, key, value) => {
  const id = await makeConversation()
  await expect(storeContext(store.db, id, type as ContextType, key as string, value)).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining(field),
  })
  expect(await retrieveContext(store.db, id)).toEqual([])
})

test('a context of a conversation that is not there is refused', async () => {
  await expect(storeContext(store.db, randomUUID(), 'domain', 'key', 1)).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining('conversationId'),
  })
})
