import { beforeEach, expect, test, vi } from 'vitest'
import type { OpenConversation } from '../../shared/contract.ts'
import type { HearthEvent } from '../../shared/events.ts'
import type { OllamaStatus } from '../../shared/model.ts'
import { openHearth, type Hearth } from './hearth.ts'
import {
  chatModel,
  conversation,
  message,
  Refusal,
  runningTurn,
  scriptBridge,
  type ScriptedBridge,
} from './scripted-bridge.ts'

const running: OllamaStatus = { state: 'running', version: '0.32.15', address: 'http://127.0.0.1:11434' }
const stopped: OllamaStatus = {
  state: 'stopped',
  address: 'http://127.0.0.1:11434',
  message: 'It is not running.',
}

let main: ScriptedBridge

beforeEach(() => {
  main = scriptBridge()
  main.on('ollama.status', () => running)
  main.on('models.list', () => [chatModel])
  main.on('conversations.list', () => ({
    conversations: [conversation('a', 20), conversation('b', 10, { draft: 'half a thought' })],
    hasMore: false,
  }))
  main.on('conversations.setDraft', () => undefined)
  main.on('turn.stop', () => undefined)
  openAs({})
})

const idle = { hasEarlier: false, hasLater: false, turn: null, run: null } as const

/** What main says of every conversation that is opened. */
function openAs(more: Partial<OpenConversation>): void {
  main.on('conversations.open', ({ id }) => ({
    conversation: conversation(id, 20),
    messages: [message('m1', 1), message('m2', 2, { role: 'assistant' })],
    ...idle,
    ...more,
  }))
}

async function open(): Promise<Hearth> {
  const hearth = openHearth(main.bridge, main.outside)
  await vi.waitFor(() => expect(hearth.store.getState().ollama.models).not.toBeNull())
  return hearth
}

function delta(offset: number, text: string, kind: 'text' | 'thinking' = 'text'): HearthEvent {
  return { type: 'turn.delta', conversationId: 'a', turnId: 'turn', messageId: 'answer', kind, offset, text }
}

function ended(content: string): HearthEvent {
  const { answer } = runningTurn(content)
  const end = { turnId: 'turn', conversationId: 'a', error: null, request: null, firstTokenMs: 1, totalMs: 2 }
  return { type: 'turn.ended', end: { ...end, answer: { ...answer, metadata: { status: 'complete' } } } }
}

const chat = (hearth: Hearth) => hearth.store.getState().chat
const texts = (hearth: Hearth) => chat(hearth).messages.map(({ content }) => content)
const requests = (name: string) => main.asked.filter((one) => one.name === name).map(({ input }) => input)

test('a window that main has let go asks where things are kept in vain, and without an error', async () => {
  const script = scriptBridge()
  script.on('app.info', () => {
    throw new Refusal('forbidden', 'This page may not ask Hearth for anything.')
  })
  const { store, close } = openHearth(script.bridge, script.outside)
  await expect.poll(() => script.asked.some(({ name }) => name === 'app.info')).toBe(true)
  expect(store.getState().dataServer).toBeNull()
  close()
})

test('an answer grows once a frame, and only by what is new', async () => {
  openAs({ turn: runningTurn('Drip, ') })
  const hearth = await open()
  await hearth.chat.open('a')
  const before = chat(hearth).turn
  main.emit(delta(0, 'Drip, '))
  main.emit(delta(4, ', drop'))
  main.emit(delta(10, ', done'))
  expect(chat(hearth).turn).toBe(before)
  main.paint()
  expect(chat(hearth).turn?.answer.content).toBe('Drip, drop, done')
})

test('thinking grows beside the text', async () => {
  openAs({ turn: runningTurn('') })
  const hearth = await open()
  await hearth.chat.open('a')
  main.emit(delta(0, 'Hm.', 'thinking'))
  main.paint()
  expect(chat(hearth).turn).toMatchObject({ phase: 'thinking', answer: { metadata: { thinking: 'Hm.' } } })
  main.emit(delta(0, 'Yes'))
  main.paint()
  expect(chat(hearth).turn).toMatchObject({
    phase: 'answering',
    answer: { content: 'Yes', metadata: { thinking: 'Hm.' } },
  })
})

test('a piece after a gap has the conversation read again', async () => {
  openAs({ turn: runningTurn('One') })
  const hearth = await open()
  await hearth.chat.open('a')
  openAs({ turn: runningTurn('One two three') })
  main.emit(delta(8, 'three'))
  main.paint()
  await vi.waitFor(() => expect(chat(hearth).turn?.answer.content).toBe('One two three'))
})

test('after a lost connection the list and the open conversation are read again', async () => {
  const hearth = await open()
  await hearth.chat.open('a')
  openAs({ messages: [message('m1', 1), message('m3', 3, { content: 'From elsewhere' })] })
  main.on('conversations.list', () => ({ conversations: [conversation('c', 30)], hasMore: false }))
  main.emit({ type: 'store.changed' })
  await vi.waitFor(() => expect(texts(hearth)).toContain('From elsewhere'))
  await vi.waitFor(() =>
    expect(hearth.store.getState().list.conversations.map(({ id }) => id)).toEqual(['c']),
  )
  expect(chat(hearth).messages.map(({ id }) => id)).toEqual(['m1', 'm3'])
})

test('what happens while a conversation opens is not lost, and not doubled', async () => {
  const reply = Promise.withResolvers<OpenConversation>()
  main.on('conversations.open', () => reply.promise)
  const hearth = await open()
  const opening = hearth.chat.open('a')
  main.emit({ type: 'turn.started', turn: runningTurn('') })
  main.emit(delta(0, 'One '))
  main.emit(delta(4, 'two '))
  reply.resolve({
    conversation: conversation('a', 20),
    messages: [],
    ...idle,
    turn: runningTurn('One '),
  })
  await opening
  main.paint()
  expect(chat(hearth).turn?.answer.content).toBe('One two ')
  main.emit(ended('One two three'))
  expect(texts(hearth)).toEqual(['One two three'])
  expect(chat(hearth).turn).toBeNull()
})

test('a reload comes back to the conversation that was open, in the middle of its answer', async () => {
  openAs({ turn: runningTurn('So far') })
  const before = await open()
  await before.chat.open('a')
  before.close()
  const after = await open()
  expect(chat(after)).toMatchObject({
    id: 'a',
    loading: { state: 'ready' },
    turn: { answer: { content: 'So far' } },
  })
})

test('a reply that comes late never shows the wrong conversation', async () => {
  const slow = Promise.withResolvers<OpenConversation>()
  main.on('conversations.open', ({ id }) =>
    id === 'a'
      ? slow.promise
      : {
          conversation: conversation(id, 10),
          messages: [message('mb', 1)],
          ...idle,
        },
  )
  const hearth = await open()
  const first = hearth.chat.open('a')
  await hearth.chat.open('b')
  slow.resolve({
    conversation: conversation('a', 20),
    messages: [message('ma', 1)],
    ...idle,
  })
  await first
  expect(chat(hearth)).toMatchObject({ id: 'b', conversation: { id: 'b' } })
  expect(texts(hearth)).toEqual(['Text of mb'])
})

test('a message is shown at once and becomes the saved one', async () => {
  const hearth = await open()
  await hearth.chat.open('a')
  void hearth.turns.send('Hello')
  await vi.waitFor(() => expect(texts(hearth)).toContain('Hello'))
  const [{ turnId }] = requests('turn.start') as [{ turnId: string }]
  expect(chat(hearth).starting).toBe(turnId)
  main.emit({
    type: 'message.saved',
    message: message('saved', 30, { content: 'Hello', metadata: { turnId } }),
  })
  main.emit({ type: 'turn.started', turn: runningTurn('', turnId) })
  expect(chat(hearth).messages.map(({ id }) => id)).toEqual(['m1', 'm2', 'saved'])
  expect(chat(hearth)).toMatchObject({ starting: null, turn: { id: turnId } })
})

test('a message that is refused goes back to the composer, before what was typed since', async () => {
  const refusal = Promise.withResolvers<never>()
  main.on('turn.start', () => refusal.promise)
  const hearth = await open()
  const sending = hearth.turns.send('Hello')
  await vi.waitFor(() => expect(texts(hearth)).toEqual(['Hello']))
  hearth.drafts.typed(chat(hearth).id, () => 'and more')
  refusal.reject(new Refusal('disk_full', 'The disk is full.'))
  await sending
  expect(hearth.drafts.read(chat(hearth))).toBe('Hello\n\nand more')
  expect(chat(hearth)).toMatchObject({
    loading: { state: 'new' },
    messages: [],
    starting: null,
    composer: { refused: { code: 'disk_full', message: 'The disk is full.' } },
  })
})

test('a first message that is refused after one went elsewhere waits in the new chat', async () => {
  const refusal = Promise.withResolvers<never>()
  main.on('turn.start', () => refusal.promise)
  const hearth = await open()
  const sending = hearth.turns.send('Hello')
  await vi.waitFor(() => expect(texts(hearth)).toEqual(['Hello']))
  await hearth.chat.open('a')
  refusal.reject(new Refusal('disk_full', 'The disk is full.'))
  await sending
  expect(main.notices).toMatchObject([{ kind: 'error', text: 'The disk is full.' }])
  hearth.chat.startNew()
  expect(hearth.drafts.read(chat(hearth))).toBe('Hello')
})

test('nothing is sent while Ollama is away, until a look finds it again', async () => {
  main.on('ollama.status', () => stopped)
  const hearth = openHearth(main.bridge, main.outside)
  await vi.waitFor(() => expect(hearth.store.getState().ollama.status).toEqual(stopped))
  await hearth.turns.send('Hello')
  expect(requests('turn.start')).toEqual([])
  expect(chat(hearth).composer.refused).toEqual({ code: 'ollama_not_running', message: 'It is not running.' })
  main.on('ollama.status', () => running)
  void hearth.turns.send('Hello')
  await vi.waitFor(() => expect(requests('turn.start')).toHaveLength(1))
  expect(chat(hearth).composer.refused).toBeNull()
})

test('Stop before the turn has begun is told again when it begins', async () => {
  const hearth = await open()
  await hearth.chat.open('a')
  void hearth.turns.regenerate('m2')
  const [{ turnId }] = requests('turn.regenerate') as [{ turnId: string }]
  hearth.turns.stop()
  main.emit({ type: 'turn.started', turn: runningTurn('', turnId) })
  expect(requests('turn.stop')).toEqual([{ turnId }, { turnId }])
})

test('a new answer that never came gives its place back to the old one', async () => {
  const hearth = await open()
  await hearth.chat.open('a')
  main.emit({ type: 'messages.removed', conversationId: 'a', ids: ['m2'] })
  main.emit({ type: 'turn.started', turn: runningTurn('') })
  expect(texts(hearth)).toEqual(['Text of m1'])
  main.emit({ type: 'messages.removed', conversationId: 'a', ids: ['answer'] })
  main.emit({ type: 'message.saved', message: message('m2', 2, { role: 'assistant' }) })
  main.emit(ended(''))
  expect(texts(hearth)).toEqual(['Text of m1', 'Text of m2'])
  expect(chat(hearth).turn).toBeNull()
})

test('a draft is saved when typing pauses, and at once when one goes elsewhere', async () => {
  const hearth = await open()
  await hearth.chat.open('a')
  hearth.drafts.typed('a', () => 'O')
  hearth.drafts.typed('a', () => 'Oh')
  expect(requests('conversations.setDraft')).toEqual([])
  main.wait()
  expect(requests('conversations.setDraft')).toEqual([{ id: 'a', draft: 'Oh' }])
  hearth.drafts.typed('a', () => 'Oh no')
  await hearth.chat.open('b')
  expect(requests('conversations.setDraft').at(-1)).toEqual({ id: 'a', draft: 'Oh no' })
  expect(hearth.drafts.read(chat(hearth))).toBe('')
  await hearth.chat.open('a')
  expect(hearth.drafts.read(chat(hearth))).toBe('Oh no')
})

test('the draft of a chat that has not begun outlives a reload, and belongs to no conversation', async () => {
  const before = await open()
  before.drafts.typed(chat(before).id, () => 'A thought')
  before.close()
  const after = await open()
  expect(after.drafts.read(chat(after))).toBe('A thought')
  expect(requests('conversations.setDraft')).toEqual([])
})

test('deleting the open conversation leaves a new chat; undo brings both back', async () => {
  main.on('conversations.delete', () => ({ contexts: 0, undoable: true }))
  main.on('conversations.restore', ({ id }) => conversation(id, 20))
  const hearth = await open()
  await hearth.chat.open('a')
  await hearth.conversations.delete(conversation('a', 20))
  const listed = () => hearth.store.getState().list.conversations.map(({ id }) => id)
  expect(listed()).toEqual(['b'])
  expect(chat(hearth).loading.state).toBe('new')
  expect(main.notices.at(-1)?.text).toContain('can no longer be undone')
  main.notices.at(-1)?.action?.run()
  await vi.waitFor(() => expect(listed()).toEqual(['a', 'b']))
  await vi.waitFor(() => expect(chat(hearth)).toMatchObject({ id: 'a', loading: { state: 'ready' } }))
})

test('a conversation that cannot be deleted comes back with the reason', async () => {
  main.on('conversations.delete', () => {
    throw new Refusal('database', 'The disk said no.')
  })
  const hearth = await open()
  await hearth.conversations.delete(conversation('a', 20))
  expect(hearth.store.getState().list.conversations.map(({ id }) => id)).toEqual(['a', 'b'])
  expect(main.notices).toMatchObject([{ kind: 'error', text: 'The disk said no.' }])
})

test('the dot of a running answer is known for conversations that are not open', async () => {
  const hearth = await open()
  main.emit(delta(0, 'x'))
  expect([...hearth.store.getState().running]).toEqual(['a'])
  main.emit(ended('x'))
  expect([...hearth.store.getState().running]).toEqual([])
})

test('coming back to a conversation before its first reply shows only the newer one', async () => {
  const replies = [
    Promise.withResolvers<OpenConversation>(),
    Promise.withResolvers<OpenConversation>(),
  ] as const
  const waiting = replies.map(({ promise }) => promise)
  const opened = { conversation: conversation('a', 20), ...idle }
  const hearth = await open()
  main.on('conversations.open', () => waiting.shift()!)
  const first = hearth.chat.open('a')
  hearth.chat.startNew()
  const second = hearth.chat.open('a')
  replies[1].resolve({ ...opened, messages: [message('new', 1)] })
  await second
  replies[0].resolve({ ...opened, messages: [message('old', 1)] })
  await first
  expect(texts(hearth)).toEqual(['Text of new'])
})
