import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStore } from '../../../tests/support/store.ts'
import type { TextMessage } from '../../shared/message.ts'
import { systemClock as clock } from '../clock.ts'
import type { OpenDatabase } from '../database/database.ts'
import { deleteConversation } from '../database/queries/conversations.ts'
import { findMessage } from '../database/queries/messages.ts'
import { saveMessage } from '../database/queries/turns.ts'
import { createAnswerWriter } from './answer-writer.ts'

let store: OpenDatabase
beforeAll(async () => {
  store = await openTestStore()
  await store.db.execute(`
    create function refuse() returns trigger language plpgsql as
    $$ begin raise exception 'no space' using errcode = '53100'; end $$`)
})
afterAll(() => store.close())

/** From here on no answer finds room on the disk. */
async function fillDisk(): Promise<void> {
  await store.db.execute(`create trigger full_disk before insert on message
    for each row when (new.role = 'assistant') execute function refuse()`)
}

async function freeDisk(): Promise<void> {
  await store.db.execute(`drop trigger full_disk on message`)
}

async function answering() {
  const conversationId = randomUUID()
  const said = { id: randomUUID(), conversationId, messageType: 'text' } as const
  const question = { ...said, role: 'user', content: 'Hello', metadata: null, now: clock.now() } as const
  await saveMessage(store.db, { message: question, title: 'x', model: null, numCtx: 1 })
  const answer: TextMessage = {
    ...said,
    id: randomUUID(),
    role: 'assistant',
    content: 'Hi',
    metadata: { status: 'complete' },
    createdAt: clock.now().toISOString(),
  }
  const told: boolean[] = []
  const passed = Promise.withResolvers<void>()
  const writer = createAnswerWriter({
    room: { db: store.db, shared: store.shared ?? null, clock },
    current: () => answer,
    insteadOf: [],
    onTrouble(error) {
      told.push(error !== null)
      if (error === null) passed.resolve()
    },
  })
  return { conversationId, answer, writer, told, passed: passed.promise }
}

test('an answer that is finished after all, and meets a full disk, is saved when there is space', async () => {
  const { answer, writer, told, passed } = await answering()
  // A plan was to take its place, and could not be stored.
  await writer.close()
  await fillDisk()
  expect(await writer.finish()).toBeNull()
  await freeDisk()
  await passed
  expect(told).toEqual([true, false])
  expect(await findMessage(store.db, answer.id)).toMatchObject({ content: 'Hi' })
  await writer.close()
})

test('a conversation that is gone ends the trouble of saving in it', async () => {
  const { conversationId, writer, told } = await answering()
  await fillDisk()
  expect(await writer.finish()).toBeNull()
  await freeDisk()
  await deleteConversation(store.db, conversationId)
  expect(await writer.finish()).not.toBeNull()
  expect(told).toEqual([true, false])
  await writer.close()
})
