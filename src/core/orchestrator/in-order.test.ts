import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeStorePlace, type StorePlace } from '../../../tests/support/store.ts'
import type { OpenDatabase } from '../database/database.ts'
import { openDatabase } from '../database/open.ts'
import { saveMessage } from '../database/queries/turns.ts'
import { silentLog as log } from '../log.ts'
import { inOrder } from './in-order.ts'

let place: StorePlace
let stores: OpenDatabase[]
beforeAll(async () => {
  place = await makeStorePlace()
  // The embedded database is one app's alone.
  const apps = place.databaseUrl ? 3 : 1
  stores = await Promise.all(Array.from({ length: apps }, () => openDatabase({ ...place, log })))
})
afterAll(async () => {
  for (const store of stores) await store.close()
  await place[Symbol.asyncDispose]()
})

test('messages that are added at the same moment, by clocks that disagree, each come after the last', async () => {
  const conversationId = randomUUID()
  const said: { at: string; text: string }[] = []
  const say = async (store: OpenDatabase, text: string, now: Date): Promise<void> => {
    const room = { db: store.db, shared: store.shared ?? null }
    const { message } = await inOrder(room, conversationId, (held) =>
      saveMessage(held, {
        message: {
          id: randomUUID(),
          conversationId,
          role: 'user',
          content: text,
          messageType: 'text',
          metadata: null,
          now,
        },
        title: 'x',
        model: null,
        numCtx: 1,
      }),
    )
    said.push({ at: message.createdAt, text })
  }
  const clock = new Date('2026-03-01T10:00:00Z')
  await say(stores[0]!, 'first', clock)
  await Promise.all(
    stores.map(async (store, app) => {
      for (let count = 0; count < 20; count += 1)
        await say(store, `${app} ${count}`, new Date(clock.getTime() - app * 60_000))
    }),
  )
  const times = said.map(({ at }) => at)
  expect(new Set(times).size).toBe(1 + 20 * stores.length)
  for (const app of stores.keys()) {
    const own = said
      .filter(({ text }) => text.startsWith(`${app} `))
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    expect(own.map(({ text }) => text)).toEqual(Array.from({ length: 20 }, (_, count) => `${app} ${count}`))
  }
})
