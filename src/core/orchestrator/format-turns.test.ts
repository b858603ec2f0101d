import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { setActingStage } from '../../../tests/support/acting-stage.ts'
import { tinyModel } from '../../../tests/support/scripted-model.ts'

const stage = setActingStage()
const { events, model, say } = stage
beforeEach(() => {
  model.installed = [tinyModel]
})
const readNotes = { action: 'read_file', arguments: { path: 'notes.md' } }
const start = (text: string) =>
  stage.assistant.startTurn({ turnId: randomUUID(), conversationId: randomUUID(), text })

test('a model without tools gives its plan in a form, and none of the form is shown', async () => {
  const turn = await start('Read notes.md')
  const call = await model.call(0)
  expect(call.request).not.toHaveProperty('actions')
  expect(call.request.format).toMatchObject({
    type: 'object',
    required: ['say', 'actions'],
    additionalProperties: false,
    properties: {
      actions: { items: { properties: { action: { enum: expect.arrayContaining(['read_file']) } } } },
    },
  })
  expect(call.request.messages[0]!.content).toContain('- read_file: ')
  expect(JSON.stringify(call.request)).not.toContain('delete_file')
  const answer = JSON.stringify({ say: 'I will look.', actions: [readNotes] })
  call.answer(answer.slice(0, 20), answer.slice(20))
  const end = await turn.ended
  expect(end).toMatchObject({
    answer: { content: 'I will look.', metadata: { status: 'complete' } },
    request: { metadata: { status: 'pending', actions: [{ action: 'read_file' }] } },
  })
  expect(events.flatMap((event) => (event.type === 'turn.delta' ? event.text : []))).toEqual(['I will look.'])
  expect(model.calls).toHaveLength(1)
})

test('what is unsure, and what is talk, is asked in plain text', async () => {
  for (const text of ['the notes file, reading', 'How do I sharpen a knife?']) {
    const end = await say(text, (call) => call.answer('{"say":"x","actions":[]}'))
    expect(end.answer.content).toMatch(/^\{"say":"x","actions":\[\]\}/)
    expect(model.calls.at(-1)!.request).not.toHaveProperty('format')
  }
})

test.each([
  ['half of it', '{"say":"I will", "actions":[{"act'],
  ['a field too many', '{"say":"x","actions":[],"approved":true}'],
  ['no list', '{"say":"x","actions":{}}'],
  ['an action that there is not', JSON.stringify({ say: '', actions: [{ action: 'rm', arguments: {} }] })],
  ['arguments as a text', JSON.stringify({ say: '', actions: [{ ...readNotes, arguments: 'notes.md' }] })],
  ['wrong arguments', JSON.stringify({ say: '', actions: [{ ...readNotes, arguments: { path: 7 } }] })],
])('a form that is wrong (%s) is put right once', async (_, wrong) => {
  const turn = await start('Read notes.md')
  ;(await model.call(0)).answer(wrong)
  const second = await model.call(1)
  expect(second.request.messages.slice(-2)).toMatchObject([
    { role: 'assistant', content: wrong },
    { role: 'user', content: expect.stringContaining('Answer again') },
  ])
  second.answer(JSON.stringify({ say: '', actions: [readNotes] }))
  const end = await turn.ended
  expect(end.request?.metadata?.actions).toHaveLength(1)
  expect(end.answer.content).toBe('')
})

test('a form that is wrong twice is told as text, and nothing of it is proposed', async () => {
  const turn = await start('Read notes.md')
  ;(await model.call(0)).answer('Sure!')
  ;(await model.call(1)).answer('Open it in an editor.')
  expect(await turn.ended).toMatchObject({ request: null, answer: { content: 'Open it in an editor.' } })
  const again = await start('Read notes.md')
  ;(await model.call(2)).answer(JSON.stringify({ say: 'a', actions: [{ action: 'rm', arguments: {} }] }))
  ;(await model.call(3)).answer(JSON.stringify({ say: 'b', actions: [{ action: 'rm', arguments: {} }] }))
  expect(await again.ended).toMatchObject({
    request: null,
    answer: { content: expect.stringMatching(/^b\n\nThe model asked for something \(“rm”\)/) },
  })
  expect(model.calls).toHaveLength(4)
})
