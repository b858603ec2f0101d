import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { setStage } from '../../../tests/support/stage.ts'
import { pointsBack } from './points-back.ts'

const stage = setStage()
const { model, talk } = stage

/** Says something in a conversation and returns what the model was given, and how the turn ended. */
async function ask(text: string, conversationId: string = randomUUID(), temporary = false) {
  const begun = model.calls.length
  const turn = await stage.assistant.startTurn({ turnId: randomUUID(), conversationId, text, temporary })
  const call = await model.call(begun)
  call.answer('So it is.')
  const { answer } = await turn.ended
  return { system: call.request.messages[0]!.content, metadata: answer.metadata!, conversationId, answer }
}

/** What is said outright needs no model. */
async function remember(fact: string, conversationId: string = randomUUID()): Promise<string> {
  const ended = Promise.withResolvers<void>()
  const stop = stage.assistant.onEvent(({ type }) => type === 'run.ended' && ended.resolve())
  const text = `/remember ${fact}`
  await (
    await stage.assistant.startTurn({ turnId: randomUUID(), conversationId, text })
  ).ended
  await ended.promise
  stop()
  return conversationId
}
const facts = async () => (await stage.assistant.memory.list({})).facts
const forgetAll = () => stage.assistant.memory.forget({ kind: 'all' })

test('what was said in one conversation is known in another one, after a restart, and the answer says so', async () => {
  await remember('we deploy our services on Kubernetes')
  await stage.reopen()
  const [fact] = await facts()
  const { system, metadata, answer } = await ask('Is there anything to check on the cluster?')
  expect(system).toContain('we deploy our services on Kubernetes')
  expect(metadata.recalled).toEqual({ contexts: [fact!.id], messages: [] })
  expect(metadata.prompt).toMatchObject({ numCtx: 8_192, left: 0 })
  expect(metadata.prompt!.memory).toBeGreaterThan(0)
  const reasons = await stage.assistant.memory.why(answer.id)
  expect(reasons).toMatchObject({ facts: [{ id: fact!.id }], forgotten: 0, messages: [] })
  await expect.poll(async () => (await facts())[0]!.useCount).toBe(1)
  await forgetAll()
  expect(await stage.assistant.memory.why(answer.id)).toEqual({ facts: [], forgotten: 1, messages: [] })
  expect((await ask('And now?')).system).not.toContain('Kubernetes')
})

test('the answer that is only now being written is not recalled as something said earlier', async () => {
  const { conversationId } = await ask('Which birds come to a feeder in winter?')
  const { system, metadata } = await ask('Write down what we said of the birds.', conversationId)
  expect(metadata.recalled).toEqual({ contexts: [], messages: [] })
  expect(system).not.toContain('earlier conversations')
})

test('what is not kept is not recalled, and nothing is where that is switched off or the chat is temporary', async () => {
  await remember('my editor is Helix')
  const [fact] = await facts()
  expect((await ask('Which editor?', randomUUID(), true)).system).not.toContain('Helix')
  await stage.assistant.memory.configure({ recall: false })
  expect((await ask('Which editor?')).metadata.recalled).toEqual({ contexts: [], messages: [] })
  await stage.assistant.memory.configure({ recall: true })
  await stage.assistant.memory.change({ id: fact!.id, status: 'outdated' })
  expect((await ask('Which editor?')).system).not.toContain('Helix')
  await forgetAll()
})

test('with more than there is room for, what the message is about comes before the rest, and the own conversation first', async () => {
  const own = await remember('my cat is called Purzel')
  const other = randomUUID()
  for (let n = 0; n < 30; n += 1) {
    await remember(
      `the number of shelf ${n} in the great hall of the library is ${n * 7}, and it is full`,
      other,
    )
  }
  await remember('the staging server is called Wolke')
  const { system, metadata } = await ask('Is the staging server down?', own)
  expect(metadata.recalled!.contexts.length).toBeLessThan(32)
  expect(metadata.prompt!.memory).toBeLessThan(8_192 * 0.17)
  const lines = system.split('\n').filter((line) => line.startsWith('- '))
  expect(lines[0]).toContain('Purzel')
  expect(lines[1]).toContain('Wolke')
  await forgetAll()
})

test('a message that points back brings what was said in another conversation, marked as data', async () => {
  const earlier = await talk('We chose the walnut table for the dining room')
  const { system, answer } = await ask('Which table did we choose for the dining room?')
  expect(system).toMatch(
    /<data \w+>\n\[\d{4}-\d\d-\d\d, in “We chose the walnut table.*”\] The person: We chose the walnut/,
  )
  const reasons = await stage.assistant.memory.why(answer.id)
  expect(reasons.messages[0]).toMatchObject({ conversationId: earlier.conversationId, role: 'user' })
  expect((await ask('Write a poem about spring.')).metadata.recalled!.messages).toEqual([])
})

test.each([
  ['What did we decide about the table?', true],
  ['As I told you yesterday, it is broken', true],
  ['Weißt du noch, wie das Restaurant hieß?', true],
  ['上次我们讨论了什么？', true],
  ['Write a poem about spring', false],
  ['How do I sort a list in Python?', false],
  ['Rename a.txt to b.txt', false],
])('whether %j points back: %s', (text, expected) => {
  expect(pointsBack(text)).toBe(expected)
})
