import { beforeEach, expect, test, vi } from 'vitest'
import { openHearth, type Hearth } from './hearth.ts'
import { chatModel, conversation, message, Refusal, runningTurn, scriptBridge } from './scripted-bridge.ts'

let main: ReturnType<typeof scriptBridge>
let hearth: Hearth
const chat = () => hearth.store.getState().chat
const shown = () => chat().messages.map(({ id }) => id)

const asked = (wanted: string) => main.asked.filter(({ name }) => name === wanted).map(({ input }) => input)

const at = (name: string) => message(name, Number(name.slice(1)))
const idle = { hasEarlier: true, turn: null, run: null } as const

beforeEach(async () => {
  main = scriptBridge()
  main.on('ollama.status', () => ({ state: 'running', version: '1', address: 'http://127.0.0.1:11434' }))
  main.on('models.list', () => [chatModel])
  main.on('conversations.list', () => ({ conversations: [conversation('a', 20)], hasMore: false }))
  main.on('conversations.setDraft', () => undefined)
  main.on('conversations.delete', () => ({ contexts: 0, undoable: false }))
  main.on('conversations.open', ({ at: anchor }) => ({
    ...idle,
    conversation: conversation('a', 20),
    messages: anchor === undefined ? [at('m8'), at('m9')] : [at('m2'), at('m3'), at('m4')],
    hasLater: anchor !== undefined,
  }))
  main.on('conversations.later', ({ afterMessageId }) =>
    afterMessageId === 'm4'
      ? { messages: [at('m5'), at('m6')], hasLater: true }
      : { messages: [at('m7'), at('m8'), at('m9')], hasLater: false },
  )
  hearth = openHearth(main.bridge, main.outside)
  await hearth.ollama.loadModels()
})

test('a conversation opens at a message and is read on until its end', async () => {
  await hearth.chat.openAt('a', 'm3')
  expect(asked('conversations.open')).toEqual([{ id: 'a', limit: 60, at: 'm3' }])
  expect([shown(), chat().hasLater, chat().marked?.id]).toEqual([['m2', 'm3', 'm4'], true, 'm3'])
  await hearth.chat.loadLater()
  await hearth.chat.loadLater()
  expect([shown(), chat().hasLater]).toEqual([['m2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'm9'], false])
  const { stretch } = chat()
  await hearth.chat.openAt('a', 'm6')
  expect([chat().marked?.id, chat().stretch]).toEqual(['m6', stretch])
})

test('what is said meanwhile does not follow upon what is not its beginning', async () => {
  await hearth.chat.openAt('a', 'm3')
  main.emit({ type: 'turn.started', turn: runningTurn('') })
  main.emit({ type: 'message.saved', message: message('m40', 40) })
  main.emit({ type: 'message.saved', message: message('m3', 3, { content: 'changed' }) })
  const answer = message('answer', 41, { role: 'assistant', metadata: { status: 'complete' } })
  const end = { turnId: 'turn', conversationId: 'a', answer, error: null, request: null }
  main.emit({ type: 'turn.ended', end: { ...end, firstTokenMs: 1, totalMs: 2 } })
  expect([shown(), chat().messages[1]?.content, chat().turn]).toEqual([['m2', 'm3', 'm4'], 'changed', null])
  // What is read anew is the stretch that is shown.
  main.emit({ type: 'store.changed' })
  expect(main.asked.findLast(({ name }) => name === 'conversations.open')?.input).toMatchObject({ at: 'm3' })
})

test('a message that is sent from there goes to the end first, and is answered there', async () => {
  await hearth.chat.openAt('a', 'm3')
  void hearth.turns.send('And now?')
  await vi.waitFor(() => expect(main.asked.at(-1)?.name).toBe('turn.start'))
  expect(chat().messages.map(({ content }) => content)).toEqual(['Text of m8', 'Text of m9', 'And now?'])
  expect([chat().hasLater, chat().marked]).toEqual([false, null])
})

test('a message that is gone is said to be, and the conversation opens at its end', async () => {
  main.on('conversations.open', ({ at: anchor }) => {
    if (anchor !== undefined) throw new Refusal('not_found', 'This message is gone or was replaced.')
    return { ...idle, conversation: conversation('a', 20), messages: [at('m9')], hasLater: false }
  })
  await hearth.chat.openAt('a', 'm3')
  expect([shown(), chat().marked]).toEqual([['m9'], null])
  expect(main.notices.map(({ title }) => title)).toEqual(['This message is gone or was replaced.'])
})

test('a temporary chat says so when it begins, stands in no list and is deleted when it is left', async () => {
  hearth.chat.startNew({ temporary: true })
  const { id } = chat()
  void hearth.turns.send('Between us')
  await vi.waitFor(() =>
    expect(main.asked.at(-1)).toMatchObject({ name: 'turn.start', input: { temporary: true } }),
  )
  const saved = conversation(id, 30, { temporary: true })
  main.emit({ type: 'conversation.saved', conversation: saved })
  expect(hearth.store.getState().list.conversations.map((one) => one.id)).toEqual(['a'])
  await hearth.chat.open('a')
  expect(asked('conversations.delete')).toEqual([{ id }])
  expect(main.notices).toEqual([])
})

test('one that was left before it had begun is deleted when it begins', async () => {
  hearth.chat.startNew({ temporary: true })
  const { id } = chat()
  void hearth.turns.send('Between us')
  await vi.waitFor(() => expect(asked('turn.start')).toHaveLength(1))
  await hearth.chat.open('a')
  const saved = conversation(id, 30, { temporary: true })
  main.emit({ type: 'conversation.saved', conversation: saved })
  expect(asked('conversations.delete')).toEqual([{ id }])
})

test('one whose window is closed and kept out of sight is left too, and main deletes what has begun', async () => {
  hearth.chat.startNew({ temporary: true })
  hearth.drafts.typed(chat().id, () => 'A secret')
  main.emit({ type: 'page.left' })
  const typed = () => hearth.drafts.read(chat())
  expect([chat().temporary, chat().loading.state, typed()]).toEqual([false, 'new', ''])

  hearth.chat.startNew({ temporary: true })
  const { id } = chat()
  void hearth.turns.send('Between us')
  await vi.waitFor(() => expect(asked('turn.start')).toHaveLength(1))
  main.emit({ type: 'conversation.saved', conversation: conversation(id, 30, { temporary: true }) })
  main.emit({ type: 'page.left' })
  expect([chat().id === id, typed()]).toEqual([false, ''])
  // At once it would cut off what is under way there.
  expect(asked('conversations.delete')).toEqual([])

  // Any other stays as it is.
  await hearth.chat.open('a')
  hearth.drafts.typed('a', () => 'Half a thought')
  main.emit({ type: 'page.left' })
  expect([chat().id, typed()]).toEqual(['a', 'Half a thought'])
  expect(asked('conversations.setDraft')).toEqual([{ id: 'a', draft: 'Half a thought' }])
})
