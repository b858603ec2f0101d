import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { startScriptedOllama, type ScriptedOllama } from '../../../tests/support/scripted-ollama/start.ts'
import { openTestStore } from '../../../tests/support/store.ts'
import type { OpenDatabase } from '../database/database.ts'
import { deleteConversation } from '../database/queries/conversations.ts'
import { saveMessage } from '../database/queries/turns.ts'
import { AppError } from '../../shared/errors.ts'
import { createEventHub } from '../event-hub.ts'
import { silentLog as log } from '../log.ts'
import type { EmbedRequest } from '../ollama/model-server.ts'
import { openOllama } from '../ollama/open.ts'
import type { RunningTurn, TurnEnd } from '../../shared/turn.ts'
import { usualSettings } from '../../shared/settings.ts'
import { createIdleQueue, type IdleQueue } from '../orchestrator/idle-queue.ts'
import { fillMeanings } from './fill-meanings.ts'
import { openMeaning, type SearchByMeaning } from './open-meaning.ts'

let ollama: ScriptedOllama
let store: OpenDatabase
const events = createEventHub(log)
const embedding = { name: 'tiny-embed:latest', capabilities: ['embedding'] } as const
const opened: { close(): void }[] = []
const queues: IdleQueue[] = []

beforeAll(async () => {
  ollama = await startScriptedOllama({ models: [embedding] })
  for (const word of ['dog', 'hound', 'retriever']) ollama.meanings.set(word, 'puppy')
  store = await openTestStore()
})
afterEach(async () => {
  for (const { close } of opened.splice(0)) close()
  await Promise.all(queues.splice(0).map(({ close }) => close()))
  ollama.models = [embedding]
  vi.useRealTimers()
})
afterAll(async () => {
  await store.close()
  await ollama.stop()
})

function open({ fills = false, wanted = (): boolean => true } = {}): SearchByMeaning {
  const idle = createIdleQueue(log)
  const server = openOllama({ host: ollama.host })
  const settings = {
    current: () => ({ ...usualSettings, memory: { ...usualSettings.memory, meaning: wanted() } }),
  }
  const search = openMeaning({ search: store.search, server, idle, events, log, settings, fills })
  opened.push(search)
  queues.push(idle)
  return search
}

async function say(content: string, conversationId: string = randomUUID()): Promise<string> {
  const message = {
    id: randomUUID(),
    conversationId,
    role: 'user' as const,
    content,
    messageType: 'text' as const,
    metadata: null,
    now: new Date('2026-03-01T10:00:00Z'),
  }
  await saveMessage(store.db, { message, title: 'A title', model: 'tiny', numCtx: 8_192 })
  return conversationId
}

async function fill(signal = new AbortController().signal): Promise<void> {
  await store.search.ready()
  const [model] = await openOllama({ host: ollama.host }).models()
  const server = openOllama({ host: ollama.host })
  await fillMeanings({ server, meanings: store.search.meanings!, log }, model!, signal)
}

const textOf = (hit: { readonly snippet: readonly { readonly text: string }[] }): string =>
  hit.snippet.map(({ text }) => text).join('')

async function found(search: SearchByMeaning, text: string): Promise<string[]> {
  return (await search.search({ text })).hits.map(textOf)
}
const count = async (): Promise<number> => (await store.search.meanings!.progress())?.done ?? 0

test('what says the same in other words is found, by those who search and by recall, and by words alone without a model', async () => {
  await say('We got a puppy last week.')
  await say('The invoice is due on Friday.')
  const search = open()
  expect(await found(search, 'hound')).toEqual([])
  await fill()
  expect(await found(search, 'hound retriever')).toEqual(['We got a puppy last week.'])
  expect(await found(search, 'invoice')).toEqual(['The invoice is due on Friday.'])

  const related = async () =>
    (await search.related({ text: 'hound retriever', limit: 1 })).map(({ content }) => content)
  // Loading it might drive the model out that is about to answer.
  await openOllama({ host: ollama.host }).unload('tiny-embed')
  expect(await related()).toEqual([])
  const load = { model: 'tiny-embed', input: 'x' }
  await fetch(`${ollama.url}/api/embed`, { method: 'POST', body: JSON.stringify(load) })
  expect(await related()).toEqual(['We got a puppy last week.'])

  expect(await search.state()).toEqual({ state: 'on', model: 'tiny-embed:latest', done: 2, waiting: 0 })
  ollama.models = [{ name: 'tiny:latest', capabilities: ['completion'] }]
  events.emit({ type: 'models.changed' })
  expect(await found(search, 'hound retriever')).toEqual([])
  expect(await search.state()).toEqual({ state: 'no_model' })
})

test('among many texts only what stands out is found', async () => {
  const id = await say('Numbers of the day')
  const word = (n: number) =>
    String(n * 7_919 + 104_729).replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')
  for (let day = 0; day < 60; day += 1) await say([day, day * 7 + 3, day * 13 + 5].map(word).join(' '), id)
  await fill()
  const search = open()
  expect(await found(search, 'hound retriever')).toEqual(['We got a puppy last week.'])
  expect(await found(search, 'quetzal')).toEqual([])
  const within = await search.search({ text: 'hound retriever', conversationId: id })
  expect(within.hits).toEqual([])
})

test('what is deleted, or changed, takes its meaning along', async () => {
  const before = await count()
  const id = await say('A hound barks.')
  await fill()
  expect(await count()).toBe(before + 1)
  await deleteConversation(store.db, id)
  await store.search.ready()
  expect(await count()).toBe(before)
})

test('a long text is found by the piece that says it', async () => {
  const id = await say(`${'The ledger of the quarter lists sums. '.repeat(60)}${'A retriever. '.repeat(77)}`)
  await fill()
  const { hits } = await open().search({ text: 'hound dog', conversationId: id })
  expect(hits.map((hit) => textOf(hit).includes('A retriever.'))).toEqual([true])
  await deleteConversation(store.db, id)
})

test('filling stops when it has to give way, and goes on from there', async () => {
  for (let index = 0; index < 12; index += 1) await say(`A note on ${'qwertyuiopas'[index]}${index}`)
  await store.search.ready()
  const stopped = new AbortController()
  const asked = ollama.waitForRequest(
    ({ path, text }) => path === '/api/embed' && text.includes('A note on s11'),
  )
  const filling = fill(stopped.signal)
  await asked
  stopped.abort()
  await expect(filling).rejects.toMatchObject({ code: 'cancelled' })
  const { waiting } = (await store.search.meanings!.progress())!
  expect(waiting).toBeGreaterThan(0)
  await fill()
  expect(await store.search.meanings!.progress()).toMatchObject({ waiting: 0 })
})

test('another model begins anew, and whoever wants none has nothing kept', async () => {
  const before = await count()
  expect(before).toBeGreaterThan(0)
  ollama.models = [{ ...embedding, digest: 'f'.repeat(64) }]
  await fill()
  expect(await count()).toBe(before)

  vi.useFakeTimers({ toFake: ['setInterval'] })
  let wanted = false
  const search = open({ fills: true, wanted: () => wanted })
  expect(await search.state()).toEqual({ state: 'off' })
  vi.advanceTimersByTime(5_000)
  await vi.waitFor(async () => expect(await store.search.meanings!.progress()).toBeNull())
  wanted = true
  events.emit({ type: 'store.changed' })
  await vi.waitFor(async () => {
    vi.advanceTimersByTime(5_000)
    expect(await search.state()).toMatchObject({ state: 'on', waiting: 0, done: expect.any(Number) })
    expect(await count()).toBe(before)
  })
})

test('what another model gave is not compared with a question, which is then looked for by its words', async () => {
  ollama.models = [{ ...embedding, name: 'other-embed:latest' }]
  const search = open()
  expect(await found(search, 'hound retriever')).toEqual([])
  expect(await found(search, 'puppy')).toEqual(['We got a puppy last week.'])
  for (const dimensions of [96, 20_000]) {
    const vector = Array.from({ length: dimensions }, () => 1)
    const model = { name: 'x', digest: 'y', dimensions }
    const page = await store.search.search({ text: 'puppy' }, undefined, { model, vector })
    expect(page.hits.map(textOf)).toEqual(['We got a puppy last week.'])
  }
})

test('a text that the model cannot take goes without, and keeps the others from nothing', async () => {
  const id = await say('A wombat digs at night.')
  await say('An unspeakable thing, said last.', id)
  await store.search.ready()
  const { embed, ...server } = openOllama({ host: ollama.host })
  const choosy = (request: EmbedRequest, signal?: AbortSignal) =>
    request.texts.some((text) => text.includes('unspeakable'))
      ? Promise.reject(new AppError('ollama_failed', 'json: unsupported value: NaN'))
      : embed(request, signal)
  const [model] = await server.models()
  const room = { server: { embed: choosy }, meanings: store.search.meanings!, log }
  await fillMeanings(room, model!, new AbortController().signal)
  expect(await store.search.meanings!.progress()).toMatchObject({ waiting: 0 })
  expect(await found(open(), 'wombat')).toEqual(['A wombat digs at night.'])

  await say('A text like no other.', id)
  await store.search.ready()
  const zeros = async ({ texts }: EmbedRequest) => texts.map(() => Array.from({ length: 128 }, () => 0))
  const before = await count()
  await fillMeanings({ ...room, server: { embed: zeros } }, model!, new AbortController().signal)
  expect(await count()).toBe(before)
  await deleteConversation(store.db, id)
})

test('a model that is replaced by another in the middle of filling leaves no text without its meaning', async () => {
  const id = await say('A heron stands in the water.')
  await store.search.ready()
  const { embed, ...server } = openOllama({ host: ollama.host })
  const [model] = await server.models()
  let asked = 0
  const replaced = async (request: EmbedRequest, signal?: AbortSignal) => {
    const vectors = await embed(request, signal)
    asked += 1
    return asked === 1 ? vectors : vectors.map((vector) => vector.slice(0, 64))
  }
  const room = { server: { embed: replaced }, meanings: store.search.meanings!, log }
  await expect(fillMeanings(room, model!, new AbortController().signal)).rejects.toMatchObject({
    code: 'model_unsuitable',
  })
  expect((await store.search.meanings!.progress())!.waiting).toBeGreaterThan(0)
  await fill()
  expect(await store.search.meanings!.progress()).toMatchObject({ waiting: 0 })
  await deleteConversation(store.db, id)
})

test('what is forgotten while its meaning is worked out leaves none', async () => {
  await store.search.ready()
  const before = await count()
  const id = await say('A retriever that is to be forgotten.')
  await store.search.ready()
  const { embed, ...server } = openOllama({ host: ollama.host })
  const [model] = await server.models()
  const slow = async (request: EmbedRequest, signal?: AbortSignal) => {
    const vectors = await embed(request, signal)
    if (request.texts.some((text) => text.includes('forgotten'))) {
      await deleteConversation(store.db, id)
      await store.search.ready()
    }
    return vectors
  }
  const room = { server: { embed: slow }, meanings: store.search.meanings!, log }
  await fillMeanings(room, model!, new AbortController().signal)
  expect(await store.search.meanings!.progress()).toEqual({ done: before, waiting: 0 })
})

test('switched off in the middle of filling, no model is asked any more, and what was made goes', async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] })
  for (let index = 0; index < 8; index += 1) await say(`A remark on ${'qwertyui'[index]}${index}`)
  await store.search.ready()
  let wanted = true
  open({ fills: true, wanted: () => wanted })
  const asked = ollama.waitForRequest(({ text }) => text.includes('A remark on'))
  vi.advanceTimersByTime(5_000)
  await asked
  wanted = false
  events.emit({ type: 'settings.changed', settings: usualSettings })
  await vi.waitFor(async () => {
    vi.advanceTimersByTime(5_000)
    expect(await store.search.meanings!.progress()).toBeNull()
  })
  expect(await found(open(), 'puppy')).toEqual(['We got a puppy last week.'])
  await fill()
})

test('a list of models that never comes holds up neither what is done in quiet nor the closing', async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] })
  const idle = createIdleQueue(log)
  let isAsked: () => void = () => {}
  const asked = new Promise<void>((resolve) => (isAsked = resolve))
  const server = {
    ...openOllama({ host: ollama.host }),
    models: (signal?: AbortSignal) =>
      new Promise<never>((_, reject) => {
        isAsked()
        signal?.addEventListener('abort', () => reject(new AppError('cancelled', 'Cancelled.')))
      }),
  }
  const settings = { current: () => usualSettings }
  opened.push(openMeaning({ search: store.search, server, idle, events, log, settings, fills: true }))
  vi.advanceTimersByTime(5_000)
  await asked
  idle.giveWay()
  const next = vi.fn(async () => {})
  idle.add('title', next)
  await vi.waitFor(() => expect(next).toHaveBeenCalled())
  await idle.close()
})

test('a search goes by words where Ollama is out of reach, and by meaning as soon as it is back', async () => {
  const search = open()
  await ollama.stop()
  expect(await found(search, 'hound retriever')).toEqual([])
  expect(await found(search, 'puppy')).toEqual(['We got a puppy last week.'])
  await ollama.start()
  expect(await found(search, 'hound retriever')).toEqual(['We got a puppy last week.'])
})

test('no model is asked while somebody is answered', async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] })
  open({ fills: true })
  const turn = { id: randomUUID() } as RunningTurn
  events.emit({ type: 'turn.started', turn })
  await say('A note that waits')
  await store.search.ready()
  const asked = ollama.requests.length
  vi.advanceTimersByTime(60_000)
  events.emit({ type: 'turn.ended', end: { turnId: turn.id } as TurnEnd })
  expect(ollama.requests.length).toBe(asked)
  await vi.waitFor(async () => {
    vi.advanceTimersByTime(5_000)
    expect(await store.search.meanings!.progress()).toMatchObject({ waiting: 0 })
  })
})
