import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { tinyModel } from '../../../tests/support/scripted-model.ts'
import { newIds as ids, setStage } from '../../../tests/support/stage.ts'
import { AppError } from '../../shared/errors.ts'

const stage = setStage()
const { contents, model, events, talk } = stage

test('a message is stored before the model is asked, and the answer when it is complete', async () => {
  const { turnId, conversationId } = ids()
  const turn = await stage.assistant.startTurn({ turnId, conversationId, text: 'Hello' })
  expect(turn.userMessage).toMatchObject({ role: 'user', content: 'Hello', metadata: { turnId } })
  const call = await model.call(0)
  call.answer('Hi', ' there')
  const end = await turn.ended
  expect(end).toMatchObject({
    turnId,
    conversationId,
    error: null,
    answer: {
      role: 'assistant',
      content: 'Hi there',
      metadata: { turnId, status: 'complete', model: 'tiny:latest', doneReason: 'stop' },
    },
  })
  expect(await contents(conversationId)).toEqual([
    ['user', 'Hello', undefined],
    ['assistant', 'Hi there', 'complete'],
  ])
})

test('every call names the window, and the same one for the whole conversation', async () => {
  const { conversationId } = await talk()
  const turn = await stage.assistant.startTurn({ turnId: randomUUID(), conversationId, text: 'And now?' })
  ;(await model.call(1)).answer('Now')
  await turn.ended
  expect(new Set(model.calls.map(({ request }) => request.numCtx))).toEqual(new Set([8_192]))
  expect(model.calls[1]!.request.messages.map(({ role, content }) => [role, content]).slice(1)).toEqual([
    ['user', 'Hello'],
    ['assistant', 'Hi there'],
    ['user', 'And now?'],
  ])
})

test('the first title comes from the message, a better one from the model after the answer', async () => {
  const turn = await stage.assistant.startTurn({ ...ids(), text: 'How do I sharpen a knife?' })
  expect(turn.conversation).toMatchObject({ title: 'How do I sharpen a knife?', titledBy: 'message' })
  ;(await model.call(0)).answer('With a stone.')
  await turn.ended
  const renamed = Promise.withResolvers<string>()
  stage.assistant.onEvent((event) => {
    if (event.type === 'conversation.saved' && event.conversation.titledBy === 'model')
      renamed.resolve(event.conversation.title)
  })
  ;(await model.titleCall('sharpen')).answer('"Sharpening a knife."')
  expect(await renamed.promise).toBe('Sharpening a knife')
})

test('a title that is being thought about gives way to the next message', async () => {
  const { turnId, conversationId } = ids()
  const turn = await stage.assistant.startTurn({ turnId, conversationId, text: 'What gives way?' })
  ;(await model.call(0)).answer('Hi')
  await turn.ended
  const title = await model.titleCall('What gives way?')
  const next = await stage.assistant.startTurn({ turnId: randomUUID(), conversationId, text: 'More' })
  expect(title.signal.aborted).toBe(true)
  ;(await model.call(1)).answer('Done')
  await next.ended
})

test('stop keeps what came and says so', async () => {
  const { turnId, conversationId } = ids()
  const turn = await stage.assistant.startTurn({ turnId, conversationId, text: 'Hello' })
  const call = await model.call(0)
  const grown = Promise.withResolvers<void>()
  stage.assistant.onEvent((event) => event.type === 'turn.delta' && grown.resolve())
  call.say({ type: 'text', text: 'Half an' })
  await grown.promise
  await stage.assistant.stopTurn(turnId)
  expect((await turn.ended).answer).toMatchObject({ content: 'Half an', metadata: { status: 'stopped' } })
  expect(call.signal.aborted).toBe(true)
  expect(await contents(conversationId)).toContainEqual(['assistant', 'Half an', 'stopped'])
})

test('stop works before the first word', async () => {
  const { turnId, conversationId } = ids()
  const turn = await stage.assistant.startTurn({ turnId, conversationId, text: 'Hello' })
  await model.call(0)
  await stage.assistant.stopTurn(turnId)
  expect(await turn.ended).toMatchObject({
    firstTokenMs: null,
    error: null,
    answer: { content: '', metadata: { status: 'stopped' } },
  })
})

test('an answer that the server broke off is kept and marked', async () => {
  const turn = await stage.assistant.startTurn({ ...ids(), text: 'Hello' })
  const call = await model.call(0)
  call.say({ type: 'text', text: 'So far' })
  call.fail(new AppError('answer_incomplete', 'The answer broke off.'))
  expect(await turn.ended).toMatchObject({
    error: { code: 'answer_incomplete' },
    answer: { content: 'So far', metadata: { status: 'failed', error: { code: 'answer_incomplete' } } },
  })
})

test('a failure of the model is told with its sentence; a bug of ours without its text', async () => {
  const first = await stage.assistant.startTurn({ ...ids(), text: 'Hello' })
  ;(await model.call(0)).fail(new AppError('ollama_not_running', 'Ollama is not running.'))
  expect(await first.ended).toMatchObject({
    error: { code: 'ollama_not_running', message: 'Ollama is not running.' },
  })
  const second = await stage.assistant.startTurn({ ...ids(), text: 'Hello' })
  ;(await model.call(1)).fail(new TypeError('x is not a function'))
  expect((await second.ended).error).toMatchObject({
    code: 'internal',
    message: expect.not.stringContaining('function'),
  })
})

test('regenerating puts a new answer in the place of the old one', async () => {
  const { conversationId, answerId } = await talk()
  const again = await stage.assistant.regenerate({ turnId: randomUUID(), messageId: answerId })
  ;(await model.call(1)).answer('Good day')
  await again.ended
  expect(model.calls[1]!.request.messages.map(({ content }) => content).slice(1)).toEqual(['Hello'])
  expect(await contents(conversationId)).toEqual([
    ['user', 'Hello', undefined],
    ['assistant', 'Good day', 'complete'],
  ])
})

test('a new answer that never comes leaves the old one where it was', async () => {
  const { conversationId, answerId } = await talk()
  const again = await stage.assistant.regenerate({ turnId: randomUUID(), messageId: answerId })
  ;(await model.call(1)).fail(new AppError('ollama_not_running', 'Ollama is not running.'))
  expect((await again.ended).error?.code).toBe('ollama_not_running')
  expect(await contents(conversationId)).toEqual([
    ['user', 'Hello', undefined],
    ['assistant', 'Hi there', 'complete'],
  ])
})

test('an edited message takes the place of the old one and of what followed', async () => {
  const { conversationId } = await talk()
  const { messages } = await stage.assistant.conversations.open(conversationId)
  const edited = await stage.assistant.editMessage({
    turnId: randomUUID(),
    messageId: messages[0]!.id,
    text: 'Goodbye',
  })
  ;(await model.call(1)).answer('See you')
  await edited.ended
  expect(await contents(conversationId)).toEqual([
    ['user', 'Goodbye', undefined],
    ['assistant', 'See you', 'complete'],
  ])
  expect(events).toContainEqual({
    type: 'messages.removed',
    conversationId,
    ids: expect.arrayContaining(messages.map(({ id }) => id)),
  })
})

test('one conversation has one turn at a time, others are free', async () => {
  const { turnId, conversationId } = ids()
  const turn = await stage.assistant.startTurn({ turnId, conversationId, text: 'Hello' })
  await expect(
    stage.assistant.startTurn({ turnId: randomUUID(), conversationId, text: 'Again' }),
  ).rejects.toMatchObject({ code: 'turn_running' })
  const other = await stage.assistant.startTurn({ ...ids(), text: 'Elsewhere' })
  ;(await model.call(0)).answer('a')
  ;(await model.call(1)).answer('b')
  await Promise.all([turn.ended, other.ended])
})

test.each([
  ['', 'message_empty'],
  [' \n\t ', 'message_empty'],
  ['x'.repeat(1_000_001), 'message_too_long'],
  ['é'.repeat(500_001), 'message_too_long'],
])(
  'a message that is too little or too much is refused with the reason and leaves nothing behind (case %#)',
  async (text, code) => {
    const { turnId, conversationId } = ids()
    await expect(stage.assistant.startTurn({ turnId, conversationId, text })).rejects.toMatchObject({ code })
    await expect(stage.assistant.conversations.open(conversationId)).rejects.toMatchObject({
      code: 'not_found',
    })
  },
)

test('a message of a million bytes is stored whole', async () => {
  const turn = await stage.assistant.startTurn({ ...ids(), text: 'x'.repeat(1_000_000) })
  ;(await model.call(0)).answer('Long')
  await turn.ended
  expect(turn.userMessage.content.length).toBe(1_000_000)
})

test('what Postgres cannot hold is replaced, in the message and in the answer', async () => {
  const { turnId, conversationId } = ids()
  const turn = await stage.assistant.startTurn({ turnId, conversationId, text: 'a\0b\uD800c' })
  const call = await model.call(0)
  call.say({ type: 'thinking', text: '\n\nhm\0' })
  call.answer('\nx\0y\uDC00')
  const { answer } = await turn.ended
  expect(turn.userMessage.content).toBe('a\uFFFDb\uFFFDc')
  expect([answer.content, answer.metadata?.thinking]).toEqual(['x\uFFFDy\uFFFD', 'hm\uFFFD'])
})

test('without any model the message is kept and the turn says what to do', async () => {
  model.installed = [
    { ...tinyModel, name: 'big:cloud', cloud: true },
    { ...tinyModel, name: 'embed', capabilities: ['embedding'] },
  ]
  const { turnId, conversationId } = ids()
  const turn = await stage.assistant.startTurn({ turnId, conversationId, text: 'Hello' })
  expect(await turn.ended).toMatchObject({
    error: { code: 'model_none', message: expect.stringContaining('ollama pull') },
  })
  expect((await contents(conversationId))[0]).toEqual(['user', 'Hello', undefined])
})

test('a prompt that the server finds too long is sent again with half of the history', async () => {
  const { conversationId } = await talk()
  const turn = await stage.assistant.startTurn({
    turnId: randomUUID(),
    conversationId,
    text: 'x'.repeat(9_000),
  })
  ;(await model.call(1)).fail(new AppError('context_exceeded', 'Too long.'))
  ;(await model.call(2)).answer('Now it fits')
  expect((await turn.ended).answer.content).toBe('Now it fits')
  expect(model.calls[2]!.request.messages.length).toBeLessThan(model.calls[1]!.request.messages.length)
})

test('whoever opens a conversation in the middle of an answer gets what there is and then the rest', async () => {
  const { turnId, conversationId } = ids()
  const turn = await stage.assistant.startTurn({ turnId, conversationId, text: 'Hello' })
  const call = await model.call(0)
  const grown = Promise.withResolvers<void>()
  stage.assistant.onEvent((event) => event.type === 'turn.delta' && grown.resolve())
  call.say({ type: 'text', text: 'Hello' })
  await grown.promise
  const opened = await stage.assistant.conversations.open(conversationId)
  expect(opened.messages.map(({ role }) => role)).toEqual(['user'])
  expect(opened.turn).toMatchObject({ id: turnId, phase: 'answering', answer: { content: 'Hello' } })
  call.answer(' world')
  await turn.ended
  expect(
    events.filter((event) => event.type === 'turn.delta').map(({ offset, text }) => [offset, text]),
  ).toEqual([
    [0, 'Hello'],
    [5, ' world'],
  ])
})

test('a close in the middle of an answer keeps what came, marked as interrupted', async () => {
  const { turnId, conversationId } = ids()
  await stage.assistant.startTurn({ turnId, conversationId, text: 'Hello' })
  const call = await model.call(0)
  const grown = Promise.withResolvers<void>()
  stage.assistant.onEvent((event) => event.type === 'turn.delta' && grown.resolve())
  call.say({ type: 'text', text: 'Half' })
  await grown.promise
  await stage.reopen()
  expect(await contents(conversationId)).toContainEqual(['assistant', 'Half', 'interrupted'])
})

test('a deleted conversation ends its turn, can be brought back, and deleted for good cannot', async () => {
  const { turnId, conversationId } = ids()
  const turn = await stage.assistant.startTurn({ turnId, conversationId, text: 'Hello' })
  await model.call(0)
  await stage.assistant.conversations.remove(conversationId)
  expect((await turn.ended).answer.metadata?.status).toBe('stopped')
  const listed = async () =>
    (await stage.assistant.conversations.list({})).conversations.some(({ id }) => id === conversationId)
  expect(await listed()).toBe(false)
  await stage.assistant.conversations.restore(conversationId)
  expect(await listed()).toBe(true)
  await stage.assistant.conversations.remove(conversationId, { forGood: true })
  await expect(stage.assistant.conversations.restore(conversationId)).rejects.toMatchObject({
    code: 'not_found',
  })
})
