import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { askServer } from '../../tests/support/postgres-server.ts'
import { scriptModel, type ScriptedModel } from '../../tests/support/scripted-model.ts'
import { newIds as ids } from '../../tests/support/stage.ts'
import { makeStorePlace, type StorePlace } from '../../tests/support/store.ts'
import { AppError } from '../shared/errors.ts'
import type { HearthEvent } from '../shared/events.ts'
import { openAssistant, type Assistant } from './assistant.ts'
import { makeDocument, signed } from './transfer/test-document.ts'

/** Two apps on one server. */
interface App {
  readonly assistant: Assistant
  readonly model: ScriptedModel
  readonly events: HearthEvent[]
  /** The event for which this is true, once it has been told. */
  heard<T extends HearthEvent['type']>(
    type: T,
    suits?: (event: Extract<HearthEvent, { type: T }>) => boolean,
  ): Promise<Extract<HearthEvent, { type: T }>>
}

let place: StorePlace
let one: App
let two: App

async function openApp(): Promise<App> {
  const model = scriptModel()
  const assistant = await openAssistant({ ...place, server: model })
  const events: HearthEvent[] = []
  assistant.onEvent((event) => events.push(event))
  return {
    assistant,
    model,
    events,
    heard: (type, suits = () => true) =>
      new Promise((resolve) => {
        const listen = (event: HearthEvent): void => {
          const wanted = event as Extract<HearthEvent, { type: typeof type }>
          if (event.type === type && suits(wanted)) resolve(wanted)
        }
        events.forEach(listen)
        assistant.onEvent(listen)
      }),
  }
}

beforeAll(async () => {
  if (inject('databaseServer') === null) return
  place = await makeStorePlace()
  one = await openApp()
  two = await openApp()
})
beforeEach(() => {
  for (const app of [one, two]) {
    app.model.forget()
    app.events.length = 0
  }
})
afterAll(async () => {
  await one.assistant.close()
  await two.assistant.close()
  await place[Symbol.asyncDispose]()
})

const contents = async ({ assistant }: App, conversationId: string): Promise<string[]> =>
  (await assistant.conversations.open(conversationId)).messages.map(({ content }) => content)

/** A conversation that begins in the first app, and that the second has heard the end of. */
async function talk(text = 'Hello'): Promise<{ conversationId: string; answerId: string }> {
  const { turnId, conversationId } = ids()
  const turn = await one.assistant.startTurn({ turnId, conversationId, text })
  ;(await one.model.call(one.model.calls.length)).answer('Hi there')
  const { answer } = await turn.ended
  await two.heard('message.saved', ({ message }) => message.id === answer.id)
  return { conversationId, answerId: answer.id }
}

test('what is said in one app is seen in the other, answers when they are complete', async () => {
  const { conversationId, answerId } = await talk('Hello from one')
  expect(two.events).toContainEqual(
    expect.objectContaining({
      type: 'conversation.saved',
      conversation: expect.objectContaining({ id: conversationId }),
    }),
  )
  const { message } = await two.heard('message.saved', (event) => event.message.id === answerId)
  expect(message).toMatchObject({ content: 'Hi there', metadata: { status: 'complete' } })
  expect(await contents(two, conversationId)).toEqual(['Hello from one', 'Hi there'])
  expect(two.events.filter(({ type }) => type.startsWith('turn.'))).toEqual([])
})

test('what an app hears from another it tells nobody again', async () => {
  const { conversationId } = await talk()
  await two.assistant.conversations.rename(conversationId, 'Named by two')
  await one.heard('conversation.saved', ({ conversation }) => conversation.title === 'Named by two')
  // Sent after all that could come of the first.
  await one.assistant.conversations.rename(conversationId, 'Named by one')
  await two.heard('conversation.saved', ({ conversation }) => conversation.title === 'Named by one')
  const titles = two.events.flatMap((event) =>
    event.type === 'conversation.saved' && event.conversation.titledBy === 'person'
      ? [event.conversation.title]
      : [],
  )
  expect(titles).toEqual(['Named by two', 'Named by one'])
})

test('the next question in the other app knows what was said in this one', async () => {
  const { conversationId } = await talk('My name is Ada')
  const second = await two.assistant.startTurn({ turnId: randomUUID(), conversationId, text: 'And?' })
  const call = await two.model.call(0)
  call.answer('And more')
  await second.ended
  const third = await one.assistant.startTurn({ turnId: randomUUID(), conversationId, text: 'My name?' })
  const asked = await one.model.call(1)
  expect(asked.request.messages.slice(1).map(({ content }) => content)).toEqual([
    'My name is Ada',
    'Hi there',
    'And?',
    'And more',
    'My name?',
  ])
  asked.answer('Ada')
  await third.ended
})

test('a conversation in which one app is answering is closed to the other until the end', async () => {
  const { conversationId, answerId } = await talk()
  const again = await one.assistant.regenerate({ turnId: randomUUID(), messageId: answerId })
  const refused = { code: 'turn_running', message: expect.stringContaining('Another Hearth') }
  await expect(two.assistant.regenerate({ turnId: randomUUID(), messageId: answerId })).rejects.toMatchObject(
    refused,
  )
  await expect(
    two.assistant.startTurn({ turnId: randomUUID(), conversationId, text: 'Me too' }),
  ).rejects.toMatchObject(refused)
  ;(await one.model.call(1)).answer('Good day')
  const { answer } = await again.ended
  await two.heard('message.saved', ({ message }) => message.id === answer.id)
  await expect(two.assistant.regenerate({ turnId: randomUUID(), messageId: answerId })).rejects.toMatchObject(
    { code: 'not_found' },
  )
  expect(await contents(two, conversationId)).toEqual(['Hello', 'Good day'])
})

test('of two that write an answer anew at the same moment one does, and nothing is replaced twice', async () => {
  const { conversationId, answerId } = await talk()
  const began = await Promise.allSettled(
    [one, two].map(({ assistant }) => assistant.regenerate({ turnId: randomUUID(), messageId: answerId })),
  )
  expect(began.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const winner = began[0]!.status === 'fulfilled' ? one : two
  ;(await winner.model.call(winner === one ? 1 : 0)).answer('Only one')
  for (const turn of began) if (turn.status === 'fulfilled') await turn.value.ended
  expect(await contents(one, conversationId)).toEqual(['Hello', 'Only one'])
  const rows = await askServer(
    place.databaseUrl!,
    'select 1 from message where conversation_id = $1 and superseded_at is not null',
    [conversationId],
  )
  expect(rows).toHaveLength(1)
})

test('an answer that was replaced while the other app looked is gone there when the new one comes', async () => {
  const { conversationId, answerId } = await talk()
  const again = await one.assistant.regenerate({ turnId: randomUUID(), messageId: answerId })
  await two.heard('messages.removed', ({ ids: gone }) => gone.includes(answerId))
  expect(await contents(two, conversationId)).toEqual(['Hello', 'Hi there'])
  two.events.length = 0
  ;(await one.model.call(1)).answer('Good day')
  const { answer } = await again.ended
  await two.heard('message.saved', ({ message }) => message.id === answer.id)
  expect(two.events).toContainEqual({ type: 'messages.removed', conversationId, ids: [answerId] })
})

test('a new answer that never comes leaves the old one where it was, in both', async () => {
  const { conversationId, answerId } = await talk()
  const again = await one.assistant.regenerate({ turnId: randomUUID(), messageId: answerId })
  await two.heard('messages.removed', ({ ids: gone }) => gone.includes(answerId))
  two.events.length = 0
  ;(await one.model.call(1)).fail(new AppError('ollama_not_running', 'Ollama is not running.'))
  await again.ended
  await two.heard('message.saved', ({ message }) => message.id === answerId)
  expect(await contents(two, conversationId)).toEqual(['Hello', 'Hi there'])
})

test('messages that both apps send at once into one conversation all stay, in a strict order', async () => {
  const { conversationId } = await talk()
  const send = async (app: App, count: number): Promise<void> => {
    for (let sent = 0; sent < count;) {
      const index = app.model.calls.length
      try {
        const turn = await app.assistant.startTurn({
          turnId: randomUUID(),
          conversationId,
          text: `${app === one ? 'one' : 'two'} ${sent}`,
        })
        ;(await app.model.call(index)).answer('ok')
        await turn.ended
        sent += 1
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'turn_running') throw error
      }
    }
  }
  await Promise.all([send(one, 8), send(two, 8)])
  const { messages } = await one.assistant.conversations.open(conversationId)
  const times = messages.map(({ createdAt }) => createdAt)
  expect(new Set(times).size).toBe(2 + 2 * 16)
  expect(times).toEqual(times.toSorted())
  const said = messages.flatMap(({ role, content }) => (role === 'user' ? [content] : []))
  for (const name of ['one', 'two'])
    expect(said.filter((text) => text.startsWith(name))).toEqual(
      Array.from({ length: 8 }, (_, index) => `${name} ${index}`),
    )
  expect(messages.map(({ role }) => role)).toEqual(
    messages.map((_, index) => (index % 2 === 0 ? 'user' : 'assistant')),
  )
})

test('a conversation that one app deletes is gone in the other, and its answer there is stopped', async () => {
  const { turnId, conversationId } = ids()
  const turn = await one.assistant.startTurn({ turnId, conversationId, text: 'Hello' })
  await one.model.call(0)
  await two.assistant.conversations.remove(conversationId, { forGood: true })
  expect((await turn.ended).answer.metadata?.status).toBe('stopped')
  await one.heard('conversation.removed', ({ id }) => id === conversationId)
  expect(one.events.filter(({ type }) => type === 'store.trouble')).toEqual([])
})

test('an app that starts leaves alone what a living one writes, and marks what a dead one left', async () => {
  const { turnId, conversationId } = ids()
  const turn = await one.assistant.startTurn({ turnId, conversationId, text: 'Hello' })
  const call = await one.model.call(0)
  call.say({ type: 'text', text: 'Half' })
  const written = async (): Promise<Record<string, unknown> | undefined> =>
    (
      await askServer<{ metadata: Record<string, unknown> }>(
        place.databaseUrl!,
        `select metadata from message where conversation_id = $1 and role = 'assistant' and content = 'Half'`,
        [conversationId],
      )
    )[0]?.metadata
  await expect.poll(written, { timeout: 30_000 }).toMatchObject({ status: 'streaming' })
  const dead = randomUUID()
  await askServer(
    place.databaseUrl!,
    `insert into message (conversation_id, role, content, metadata) values ($1, 'assistant', 'Left', $2)`,
    [conversationId, JSON.stringify({ status: 'streaming', writer: dead })],
  )
  const third = await openApp()
  const { messages } = await third.assistant.conversations.open(conversationId)
  await third.assistant.close()
  expect(messages.map(({ content, metadata }) => [content, metadata])).toEqual([
    ['Hello', { turnId }],
    ['Half', expect.objectContaining({ status: 'streaming' })],
    ['Left', { status: 'interrupted' }],
  ])
  call.answer(' done')
  expect((await turn.ended).answer).toMatchObject({ content: 'Half done', metadata: { status: 'complete' } })
  expect(await contents(two, conversationId)).toContain('Half done')
})

test('one document that both import at the same moment is there once, and neither fails', async () => {
  const document = makeDocument()
  const [fact] = document.contexts
  document.contexts = Array.from({ length: 200 }, (_, index) => ({
    ...fact!,
    id: randomUUID(),
    key: `key_${index}`,
  }))
  const path = join(place.dataFolder, 'in.json')
  await writeFile(path, JSON.stringify(signed(document)))
  const bring = async ({ assistant: { transfer } }: App) => {
    const { importId } = await transfer.inspect(path)
    return transfer.import({ importId, policy: 'skip' })
  }
  const imported = await Promise.all([bring(one), bring(two)])
  const added = imported.map((done) => done.added.contexts).toSorted((a, b) => a - b)
  expect(added).toEqual([0, 200])
})
