import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openAssistant, type Assistant } from '../../src/core/assistant.ts'
import { makeDataFolder } from '../support/data-folder.ts'
import { scriptModel } from '../support/scripted-model.ts'

const day = 86_400_000

test('messages stay in order, and conversations in that of their use, while the clock goes back in and between runs', async () => {
  await using folder = await makeDataFolder()
  const model = scriptModel()
  let now = Date.UTC(2026, 5, 1)
  const clock = { now: () => new Date(now), monotonic: () => performance.now() }
  const open = () => openAssistant({ dataFolder: folder.path, server: model, clock })
  let answers = 0
  const say = async (assistant: Assistant, conversationId: string, text: string) => {
    const turn = await assistant.startTurn({ turnId: randomUUID(), conversationId, text })
    const call = await model.call(answers++)
    now -= 60_000
    call.answer(`to ${text}`)
    await turn.ended
  }
  const [first, second] = [randomUUID(), randomUUID()]

  let assistant = await open()
  await say(assistant, first, 'one')
  now -= day
  await say(assistant, first, 'two')
  await assistant.close()

  now -= 365 * day
  assistant = await open()
  await say(assistant, first, 'three')
  now += 400 * day
  await say(assistant, second, 'another')
  now -= 2 * 400 * day
  await say(assistant, first, 'four')

  const { messages } = await assistant.conversations.open(first)
  expect(messages.map(({ content }) => content)).toEqual(
    ['one', 'two', 'three', 'four'].flatMap((text) => [text, `to ${text}`]),
  )
  const times = messages.map(({ createdAt }) => Date.parse(createdAt))
  expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b))
  // The one that was used in the future of the clock stays first.
  expect((await assistant.conversations.list({})).conversations.map(({ id }) => id)).toEqual([second, first])
  await assistant.close()
})

test('a conversation that was deleted can be brought back after the clock went back, and is purged when its time is over', async () => {
  await using folder = await makeDataFolder()
  const model = scriptModel()
  let now = Date.UTC(2026, 5, 1)
  const clock = { now: () => new Date(now), monotonic: () => performance.now() }
  const conversationId = randomUUID()
  let assistant = await openAssistant({ dataFolder: folder.path, server: model, clock })
  const turn = await assistant.startTurn({ turnId: randomUUID(), conversationId, text: 'Hello' })
  ;(await model.call(0)).answer('Hi')
  await turn.ended
  await assistant.conversations.remove(conversationId)
  await assistant.close()
  now -= day
  assistant = await openAssistant({ dataFolder: folder.path, server: model, clock })
  await assistant.conversations.restore(conversationId)
  expect((await assistant.conversations.open(conversationId)).messages).toHaveLength(2)
  await assistant.conversations.remove(conversationId)
  await assistant.close()
  now += 2 * day
  assistant = await openAssistant({ dataFolder: folder.path, server: model, clock })
  await expect(assistant.conversations.restore(conversationId)).rejects.toMatchObject({ code: 'not_found' })
  await assistant.close()
})
