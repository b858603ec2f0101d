import { expect, test } from 'vitest'
import { tinyModel } from '../../tests/support/scripted-model.ts'
import { newIds, setStage } from '../../tests/support/stage.ts'

const stage = setStage()
const { model } = stage

/** A conversation of so many questions, each with its answer: `q0`, `a0`, `q1` and so on. */
async function talkOf(count: number, word = (name: string) => name): Promise<string> {
  const { conversationId } = newIds()
  for (let index = 0; index < count; index += 1) {
    const before = model.calls.length
    const turn = await stage.assistant.startTurn({ ...newIds(), conversationId, text: word(`q${index}`) })
    ;(await model.call(before)).answer(word(`a${index}`))
    await turn.ended
  }
  return conversationId
}

test('there is one draft of the chat that has not begun, and any text can be', async () => {
  const { newDraft, setNewDraft } = stage.assistant.conversations
  expect(await newDraft()).toBe('')
  for (const draft of ['Half a thought', '\0 and \uD800', '']) {
    await setNewDraft(draft)
    expect(await newDraft()).toBe(draft.replaceAll(/[\0\uD800]/gu, '\uFFFD'))
  }
})

test('a conversation opens at a message, and is read on in both directions', async () => {
  const { conversations } = stage.assistant
  const id = await talkOf(6)
  const { messages: all } = await conversations.open(id)
  const names = (messages: readonly { content: string }[]) => messages.map(({ content }) => content)
  const at = all.find(({ content }) => content === 'q3')!
  const opened = await conversations.openAt(id, at.id, 4)
  expect(names(opened.messages)).toEqual(['q2', 'a2', 'q3', 'a3', 'q4'])
  expect(opened).toMatchObject({ hasEarlier: true, hasLater: true, turn: null })
  const later = await conversations.later(id, opened.messages.at(-1)!.id, 2)
  expect([names(later.messages), later.hasLater]).toEqual([['a4', 'q5'], true])
  const last = await conversations.later(id, later.messages.at(-1)!.id, 2)
  expect([names(last.messages), last.hasLater]).toEqual([['a5'], false])
  const whole = await conversations.openAt(id, at.id, 40)
  expect(whole.messages).toEqual(all)
  expect(whole).toMatchObject({ hasEarlier: false, hasLater: false })

  const other = await talkOf(1)
  await expect(conversations.openAt(other, at.id)).rejects.toMatchObject({ code: 'not_found' })
})

test('a message that was replaced is not opened, and the sentence says so', async () => {
  const id = await talkOf(2)
  const { messages } = await stage.assistant.conversations.open(id)
  const [first, , , last] = messages
  const turn = await stage.assistant.editMessage({ ...newIds(), messageId: first!.id, text: 'changed' })
  const replaced = { code: 'not_found', message: 'This message is gone or was replaced.' }
  await expect(stage.assistant.conversations.openAt(id, last!.id)).rejects.toMatchObject(replaced)
  await stage.assistant.stopTurn(turn.turn.id)
  await turn.ended
})

test('a window is as large as the model was made for, and every later call asks for it', async () => {
  const { conversations } = stage.assistant
  const id = await talkOf(1)
  model.installed = [{ ...tinyModel, contextLength: 16_384 }]
  expect(await conversations.setWindow(id, 16_384)).toMatchObject({ numCtx: 16_384 })
  await expect(conversations.setWindow(id, 32_768)).rejects.toMatchObject({
    code: 'invalid_input',
    message: 'tiny:latest was made for 16,384 tokens. Choose no larger window.',
  })
  const turn = await stage.assistant.startTurn({ ...newIds(), conversationId: id, text: 'And now?' })
  const call = await model.call(1)
  expect(call.request.numCtx).toBe(16_384)
  call.answer('Now')
  await turn.ended
})

test('the beginning is summed up and stands, as data, in the place of what it tells of', async () => {
  const { conversations } = stage.assistant
  const id = await talkOf(4, (name) => `${name} ${'word '.repeat(800)}`)
  const { messages } = await conversations.open(id)
  const summing = conversations.summarize(id)
  const asked = await model.titleCall('Sum up the conversation')
  expect(asked.request.messages[1]!.content).toMatch(
    /^The conversation:\n<data (\w+)>\nPerson: q0 [^]*<\/data \1>$/,
  )
  asked.answer('They spoke.')
  // More than one call can read: what the first made of it goes into the second.
  const again = await model.titleCall('What came before, summed up')
  expect(again.request.messages[1]!.content).toMatch(/<data (\w+)>\nThey spoke\.\n<\/data \1>/)
  again.answer('They spoke of words.')
  const { summary, summaryUntil } = await summing
  expect(summary).toBe('They spoke of words.')
  const until = messages.findIndex((message) => message.id === summaryUntil)
  expect(until).toBeGreaterThan(1)
  expect(until).toBeLessThan(messages.length - 1)

  const turn = await stage.assistant.startTurn({ ...newIds(), conversationId: id, text: 'Go on' })
  const call = await model.call(4)
  const [system, ...said] = call.request.messages.map(({ content }) => content)
  expect(system).toMatch(/<data \w+>\nThey spoke of words\.\n<\/data/)
  expect(said.map((content) => content.slice(0, 2))).toEqual(
    [...messages.slice(until + 1), { content: 'Go' }].map(({ content }) => content.slice(0, 2)),
  )
  call.answer('On')
  await turn.ended

  // Taking back what it tells of takes back the summary.
  const edit = await stage.assistant.editMessage({ ...newIds(), messageId: messages[0]!.id, text: 'anew' })
  expect(await conversations.open(id)).toMatchObject({ conversation: { summary: null, summaryUntil: null } })
  ;(await model.call(5)).answer('Anew')
  await edit.ended
})

test('a summary can be stopped, gives way to a message, and waits for none', async () => {
  const { conversations } = stage.assistant
  const short = await talkOf(1)
  await expect(conversations.summarize(short)).rejects.toMatchObject({ code: 'invalid_input' })

  model.forget()
  const id = await talkOf(4, (name) => `${name} ${'word '.repeat(900)}`)
  const stopped = conversations.summarize(id)
  await model.titleCall('Sum up the conversation')
  await expect(conversations.summarize(id)).rejects.toMatchObject({ code: 'turn_running' })
  await conversations.stopSummary(id)
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })

  model.forgetTitles()
  const late = conversations.summarize(id)
  late.catch(() => null)
  await model.titleCall('Sum up the conversation')
  const turn = await stage.assistant.startTurn({ ...newIds(), conversationId: id, text: 'Wait' })
  await expect(late).rejects.toMatchObject({ code: 'cancelled' })
  await expect(conversations.summarize(id)).rejects.toMatchObject({ code: 'turn_running' })
  ;(await model.call(4)).answer('Yes')
  await turn.ended
  expect(await conversations.open(id)).toMatchObject({ conversation: { summary: null } })
})
