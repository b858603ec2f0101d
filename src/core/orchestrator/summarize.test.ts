import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addMessages } from '../../../tests/support/fill-database.ts'
import { openTestStore } from '../../../tests/support/store.ts'
import type { OpenDatabase } from '../database/database.ts'
import { changeConversation, findConversation } from '../database/queries/conversations.ts'
import { firstMessages, listMessages, supersedeFrom, supersedeOne } from '../database/queries/messages.ts'
import { createEventHub } from '../event-hub.ts'
import { silentLog as log } from '../log.ts'
import type { Room } from './room.ts'
import { createSummaries } from './summarize.ts'

let store: OpenDatabase
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())

/** Sums up a conversation with a model that says how often it was asked. `onAsked` comes before it answers. */
async function sumUp(id: string, onAsked: () => Promise<unknown> = async () => null) {
  const prompts: string[] = []
  const server = {
    async *chat({ messages }: { messages: readonly { content: string }[] }) {
      prompts.push(messages.at(-1)!.content)
      await onAsked()
      yield { type: 'text', text: `Summary ${prompts.length}` }
    },
  }
  const room = { db: store.db, events: createEventHub(log), newId: randomUUID, server } as unknown as Room
  const made = createSummaries(room).make((await findConversation(store.db, id))!)
  return { prompts, conversation: await made }
}

async function filled(count: number): Promise<string> {
  const id = await addMessages(store.db, count)
  await changeConversation(store.db, id, { model: 'tiny:latest' })
  return id
}

test('a summary tells of all that was said, however far back, and the next one of what came since', async () => {
  const id = await filled(450)
  const first = (await firstMessages(store.db, id, 1))[0]!
  const { prompts, conversation } = await sumUp(id)
  expect(prompts[0]).toContain(first.content.slice(0, 200))
  const all = await listMessages(store.db, id, { limit: 500 })
  const until = all.findIndex((message) => message.id === conversation.summaryUntil)
  expect(until).toBeGreaterThan(250)
  const told = prompts.join('\n')
  expect(all.slice(0, until + 1).filter(({ content }) => !told.includes(content.trim()))).toEqual([])
  expect(conversation.summary).toBe(`Summary ${prompts.length}`)
  // There is nothing new that does not fit.
  await expect(sumUp(id)).rejects.toMatchObject({ code: 'invalid_input' })
})

test('what was taken back while it was summed up leaves no summary, and neither does what is replaced later', async () => {
  const id = await filled(100)
  const [first] = await firstMessages(store.db, id, 1)
  const late = sumUp(id, () => supersedeFrom(store.db, first!, new Date()))
  await expect(late).rejects.toMatchObject({ code: 'cancelled' })
  expect(await findConversation(store.db, id)).toMatchObject({ summary: null, summaryUntil: null })

  const other = await filled(2)
  const [, answer] = await listMessages(store.db, other, { limit: 2 })
  await changeConversation(store.db, other, { summary: 'They spoke.', summaryUntil: answer!.id })
  await supersedeOne(store.db, answer!.id, new Date())
  expect(await findConversation(store.db, other)).toMatchObject({ summary: null, summaryUntil: null })
})
