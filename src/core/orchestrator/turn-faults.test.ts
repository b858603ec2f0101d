import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { newIds as ids, setStage } from '../../../tests/support/stage.ts'

const stage = setStage()
const { contents, model, events, talk } = stage

test('a close while a new answer is awaited leaves the old one where it was', async () => {
  const { conversationId, answerId } = await talk()
  await stage.assistant.regenerate({ turnId: randomUUID(), messageId: answerId })
  await model.call(1)
  expect((await stage.assistant.conversations.open(conversationId)).messages.map(({ role }) => role)).toEqual(
    ['user'],
  )
  await stage.reopen()
  expect(await contents(conversationId)).toEqual([
    ['user', 'Hello', undefined],
    ['assistant', 'Hi there', 'complete'],
  ])
})

test('an answer on which a conversation stands is not written anew', async () => {
  const { conversationId, answerId } = await talk()
  const turn = await stage.assistant.startTurn({ turnId: randomUUID(), conversationId, text: 'And?' })
  ;(await model.call(1)).answer('So')
  await turn.ended
  await expect(
    stage.assistant.regenerate({ turnId: randomUUID(), messageId: answerId }),
  ).rejects.toMatchObject({
    code: 'invalid_input',
  })
  expect(await contents(conversationId)).toHaveLength(4)
})

test('stop works on a turn that is only being looked up', async () => {
  const { answerId } = await talk()
  const turnId = randomUUID()
  const again = stage.assistant.regenerate({ turnId, messageId: answerId })
  await stage.assistant.stopTurn(turnId)
  expect((await (await again).ended).answer.metadata?.status).toBe('stopped')
})

test('a conversation that is deleted while its message is being saved is gone, and nothing goes on', async () => {
  const { turnId, conversationId } = ids()
  const starting = stage.assistant.startTurn({ turnId, conversationId, text: 'Hello' })
  await stage.assistant.conversations.remove(conversationId, { forGood: true })
  expect((await (await starting).ended).answer.metadata?.status).toBe('stopped')
  await expect(stage.assistant.conversations.open(conversationId)).rejects.toMatchObject({
    code: 'not_found',
  })
  expect(events.filter(({ type }) => type === 'store.trouble')).toEqual([])
})

test('a close while a message is being saved keeps the message and an interrupted answer', async () => {
  const { turnId, conversationId } = ids()
  const starting = stage.assistant.startTurn({ turnId, conversationId, text: 'Hello' })
  await Promise.all([stage.assistant.close(), stage.assistant.close()])
  await (
    await starting
  ).ended
  await stage.reopen()
  expect(await contents(conversationId)).toEqual([
    ['user', 'Hello', undefined],
    ['assistant', '', 'interrupted'],
  ])
})

test('a title that gave way is tried again after the next answer', async () => {
  const { turnId, conversationId } = ids()
  const turn = await stage.assistant.startTurn({ turnId, conversationId, text: 'Twice about titles' })
  ;(await model.call(0)).answer('Yes')
  await turn.ended
  await model.titleCall('Twice about titles')
  const next = await stage.assistant.startTurn({ turnId: randomUUID(), conversationId, text: 'More' })
  model.forgetTitles()
  ;(await model.call(1)).answer('Done')
  await next.ended
  const title = await model.titleCall('Twice about titles')
  expect(title.signal.aborted).toBe(false)
  title.answer('Titles')
})
