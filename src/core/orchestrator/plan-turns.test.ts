import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { setActingStage } from '../../../tests/support/acting-stage.ts'
import { AppError } from '../../shared/errors.ts'

const stage = setActingStage()
const { model, events, say, propose } = stage
const readNotes = ['read_file', { path: 'notes.md' }] as const

test('who talks is offered nothing; who asks for something to be done is offered what it may need, in one call', async () => {
  await say('How do I sharpen a knife?', (call) => call.answer('With a stone.'))
  await say('Delete notes.md', (call) => call.answer('Which one?'))
  const [chat, action] = model.calls
  expect(chat!.request).not.toHaveProperty('actions')
  const names = action!.request.actions!.map(({ name }) => name)
  expect(names).toContain('delete_file')
  expect(names).not.toContain('remember')
  expect(action!.request).not.toHaveProperty('format')
  expect(model.calls).toHaveLength(2)
})

test('an action that was not offered and is named all the same is as good as any', async () => {
  const { request } = await say('Show me notes.md', (call) =>
    call.name(['delete_file', { path: 'notes.md' }]),
  )
  expect(model.calls[0]!.request.actions!.map(({ name }) => name)).not.toContain('delete_file')
  expect(request?.metadata).toMatchObject({ status: 'pending', actions: [{ action: 'delete_file' }] })
})

test('what is offered takes its place in the window, and the time is told with it', async () => {
  const conversationId = randomUUID()
  await say('word '.repeat(3_400), (call) => call.answer('Long.'), conversationId)
  await say('How are you?', (call) => call.answer('Well.'), conversationId)
  await say('Read notes.md', (call) => call.answer('Which one?'), conversationId)
  const [, chat, action] = model.calls.map(({ request }) => request)
  expect(JSON.stringify(chat!.messages)).toContain('word word')
  expect(JSON.stringify(action!.messages)).not.toContain('word word')
  expect(action!.messages[0]!.content).toMatch(/It is \d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d\./)
})

test('the first word of an answer costs one call of the model', async () => {
  const conversationId = randomUUID()
  const turn = await stage.assistant.startTurn({
    turnId: randomUUID(),
    conversationId,
    text: 'Read notes.md',
  })
  const first = Promise.withResolvers<number>()
  stage.assistant.onEvent((event) => event.type === 'turn.delta' && first.resolve(model.calls.length))
  ;(await model.call(0)).answer('I', ' will')
  expect(await first.promise).toBe(1)
  await turn.ended
})

test('what a model names becomes a request that waits, and nothing is done', async () => {
  const end = await say('Read notes.md', (call) => {
    call.say({ type: 'text', text: 'I will look.' })
    call.name(readNotes, ['list_files', {}])
  })
  expect(end).toMatchObject({
    error: null,
    answer: { content: 'I will look.', metadata: { status: 'complete' } },
    request: {
      role: 'assistant',
      messageType: 'agent_request',
      content:
        '2 steps: read notes.md, then list what is in the granted folder.\n1. Read notes.md.\n2. List what is in the granted folder.',
      metadata: {
        turnId: end.turnId,
        status: 'pending',
        destructive: false,
        model: 'able:latest',
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        actions: [
          { action: 'read_file', risk: 'read', title: 'Read notes.md.' },
          { action: 'list_files', risk: 'read' },
        ],
      },
    },
  })
  const { metadata, createdAt } = end.request!
  expect(new Date(metadata!.expiresAt!).getTime() - new Date(createdAt).getTime()).toBeCloseTo(86_400_000, -4)
  expect(new Set(metadata!.actions.map(({ id }) => id)).size).toBe(2)
  expect(stage.runs.started).toEqual([])
  expect(events.filter(({ type }) => type === 'message.saved' || type === 'turn.ended')).toEqual([
    expect.objectContaining({ message: expect.objectContaining({ role: 'user' }) }),
    { type: 'turn.ended', end },
    { type: 'message.saved', message: end.request },
  ])
})

test('a model that names actions and says nothing leaves no empty answer behind', async () => {
  const end = await say('Read notes.md', (call) => call.name(readNotes))
  expect(end.answer).toMatchObject({ content: '', metadata: { status: 'complete' } })
  const opened = await stage.assistant.conversations.open(end.conversationId)
  expect(opened.messages.map(({ messageType }) => messageType)).toEqual(['text', 'agent_request'])
  expect(events.at(-2)).toEqual({
    type: 'messages.removed',
    conversationId: end.conversationId,
    ids: [end.answer.id],
  })
  await stage.reopen()
  const again = await stage.assistant.conversations.open(end.conversationId)
  expect(again.messages).toEqual(opened.messages)
})

test('words that speak of taking away raise the risk of a change, and never that of reading', async () => {
  const write = ['write_file', { path: 'a', content: '' }] as const
  const plain = await propose('Write a file a', write)
  expect(plain.metadata).toMatchObject({ destructive: false, actions: [{ risk: 'change' }] })
  const raised = await propose('Delete everything in my notes', write, readNotes)
  expect(raised.metadata).toMatchObject({
    destructive: true,
    actions: [{ risk: 'destructive' }, { risk: 'read' }],
  })
})

test('what is destructive by its arguments is so whatever the words are', async () => {
  const { metadata } = await propose('Write a file a', [
    'write_file',
    { path: 'a', content: '', replace: true },
  ])
  expect(metadata).toMatchObject({ destructive: true, actions: [{ risk: 'destructive' }] })
})

test.each([
  ['an action that there is not', ['format_disk', {}]],
  ['arguments of the wrong type', ['read_file', { path: 7 }]],
  ['arguments as a text that is no object', ['read_file', 'notes.md']],
] as const)('%s: the model is told once, and may put it right', async (_, wrong) => {
  const turn = await stage.assistant.startTurn({
    turnId: randomUUID(),
    conversationId: randomUUID(),
    text: 'Read notes.md',
  })
  ;(await model.call(0)).name(wrong, readNotes)
  const second = await model.call(1)
  expect(second.request.messages.slice(-3)).toMatchObject([
    { role: 'assistant', calls: [{ name: wrong[0], arguments: expect.any(Object) }, { name: 'read_file' }] },
    { role: 'result', action: wrong[0], content: expect.stringMatching(/^Not done\. ./) },
    { role: 'result', action: 'read_file', content: expect.stringMatching(/^Not done/) },
  ])
  second.name(readNotes)
  expect((await turn.ended).request?.metadata?.actions).toHaveLength(1)
})

test('a model that is wrong twice is not asked a third time: the person is told, and nothing is proposed', async () => {
  const turn = await stage.assistant.startTurn({
    turnId: randomUUID(),
    conversationId: randomUUID(),
    text: 'Read notes.md',
  })
  const first = await model.call(0)
  first.say({ type: 'text', text: 'Gladly.' })
  first.name(['read_file', { path: 7 }])
  ;(await model.call(1)).name(readNotes, ['format_disk', {}])
  const end = await turn.ended
  expect(end.request).toBeNull()
  expect(end.answer.content).toMatch(
    /^Gladly\.\n\nThe model asked for something \(“format_disk”\).*Nothing was done/,
  )
  expect(model.calls).toHaveLength(2)
})

test('a thousand calls are not listened to', async () => {
  const turn = await stage.assistant.startTurn({
    turnId: randomUUID(),
    conversationId: randomUUID(),
    text: 'Read notes.md',
  })
  ;(await model.call(0)).name(...Array.from({ length: 1_000 }, () => readNotes))
  const second = await model.call(1)
  expect(second.request.messages.at(-1)).toMatchObject({ content: expect.stringContaining('at most 50') })
  second.name(...Array.from({ length: 1_000 }, () => readNotes))
  expect(await turn.ended).toMatchObject({
    request: null,
    answer: { content: expect.stringContaining('Nothing was done') },
  })
})

test('a text without an end is ended', async () => {
  const end = await say('Read notes.md', (call) => {
    for (let piece = 0; piece < 30; piece += 1) call.say({ type: 'text', text: 'x'.repeat(10_000) })
  })
  expect(end.answer.metadata).toMatchObject({ status: 'complete', doneReason: 'length' })
  expect(end.answer.content.length).toBeLessThanOrEqual(210_000)
})

test('a turn that is stopped, or whose answer breaks off, proposes nothing of what was named', async () => {
  const { turnId, conversationId } = { turnId: randomUUID(), conversationId: randomUUID() }
  const turn = await stage.assistant.startTurn({ turnId, conversationId, text: 'Read notes.md' })
  const call = await model.call(0)
  call.say({ type: 'call', call: { name: 'read_file', arguments: { path: 'a' } } })
  await stage.assistant.stopTurn(turnId)
  expect(await turn.ended).toMatchObject({ request: null, answer: { metadata: { status: 'stopped' } } })
  const broken = await say('Read notes.md', (other) => {
    other.say({ type: 'call', call: { name: 'read_file', arguments: { path: 'a' } } })
    other.fail(new AppError('answer_incomplete', 'Broken off.'))
  })
  expect(broken).toMatchObject({ request: null, error: { code: 'answer_incomplete' } })
})

test('a message that leaves open what is wanted gets an answer and an offer, where an action could do it', async () => {
  const offered = await say('the notes file, reading', (call) => call.answer('What about it?'))
  expect(model.calls[0]!.request.actions).toBeDefined()
  expect(offered.answer.content).toMatch(/^What about it\?\n\nI can also do this for you \(read file\)/)
  const other = await say('something else entirely', (call) => call.answer('What?'))
  expect(other.answer.content).toBe('What?')
  const yes = await say('yes, do it', (call) => call.name(readNotes), offered.conversationId)
  expect(yes.request?.metadata?.actions).toHaveLength(1)
})

test('what was proposed and what became of it is a part of later prompts', async () => {
  const request = await propose('Read notes.md', readNotes)
  await stage.assistant.requests.cancel({ messageId: request.id })
  await say('Do it again', (call) => call.answer('All right.'), request.conversationId)
  const prompt = model.calls.at(-1)!.request.messages
  expect(prompt.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
  expect(prompt[2]!.content).toMatch(/I proposed to the person: Read notes\.md\.\nThey said no/)
})

test('an answer with its plan is written anew as one, and a plan that was approved is not', async () => {
  const first = await say('Read notes.md', (call) => {
    call.say({ type: 'text', text: 'I will look.' })
    call.name(readNotes)
  })
  const again = await stage.assistant.regenerate({ turnId: randomUUID(), messageId: first.answer.id })
  ;(await model.call(1)).name(['list_files', {}])
  const { request } = await again.ended
  const { messages } = await stage.assistant.conversations.open(first.conversationId)
  expect(messages.map(({ id }) => id)).toEqual([expect.any(String), request!.id])
  await expect(
    stage.assistant.requests.approve({
      messageId: first.request!.id,
      digest: first.request!.metadata!.digest,
    }),
  ).rejects.toMatchObject({ code: 'not_found' })
  await stage.assistant.requests.approve({ messageId: request!.id, digest: request!.metadata!.digest })
  ;(await stage.runs.run(0)).end({ status: 'cancelled' })
  await expect(
    stage.assistant.regenerate({ turnId: randomUUID(), messageId: request!.id }),
  ).rejects.toMatchObject({ code: 'invalid_input' })
})

test('a model that turns out to take no actions is asked in the other way', async () => {
  const turn = await stage.assistant.startTurn({
    turnId: randomUUID(),
    conversationId: randomUUID(),
    text: 'Read notes.md',
  })
  ;(await model.call(0)).fail(new AppError('model_unsuitable', 'It cannot.'))
  const second = await model.call(1)
  expect(second.request.format).toBeDefined()
  second.answer(JSON.stringify({ say: 'I will look.', actions: [] }))
  expect((await turn.ended).answer.content).toBe('I will look.')
})

test('what is offered leaves room for what was said', async () => {
  const long = 'word '.repeat(1_100)
  const { conversationId } = await say(`How do I sort this? ${long}`, (call) => call.answer(long))
  await say('Read notes.md', (call) => call.answer('Yes.'), conversationId)
  expect(model.calls[1]!.request.messages.map(({ role }) => role)).toEqual([
    'system',
    'user',
    'assistant',
    'user',
  ])
})

test('where the window has no room for the actions the model is asked without them', async () => {
  const turn = await stage.assistant.startTurn({
    turnId: randomUUID(),
    conversationId: randomUUID(),
    text: 'Read notes.md',
  })
  ;(await model.call(0)).fail(new AppError('context_exceeded', 'Too long.'))
  const second = await model.call(1)
  expect(second.request).not.toHaveProperty('actions')
  expect(second.request).not.toHaveProperty('format')
  second.answer('I cannot.')
  expect((await turn.ended).answer.content).toBe('I cannot.')
})

test('the list of models is asked for once, not at every message', async () => {
  const conversationId = randomUUID()
  await say('Read notes.md', (call) => call.answer('a'), conversationId)
  const { models } = model
  model.models = () => Promise.reject(new Error('Asked again.'))
  const end = await say('Read notes.md', (call) => call.answer('b'), conversationId)
  model.models = models
  expect(end.answer.content).toBe('b')
})
