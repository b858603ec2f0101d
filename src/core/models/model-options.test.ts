import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { ableModel, scriptModel, tinyModel } from '../../../tests/support/scripted-model.ts'
import { makeStorePlace } from '../../../tests/support/store.ts'
import { openAssistant } from '../assistant.ts'

test('what was chosen for a model reaches it: window, temperature, thinking, and how long it stays', async () => {
  await using place = await makeStorePlace()
  const model = scriptModel()
  model.installed = [tinyModel, ableModel]
  await using assistant = await openAssistant({ ...place, server: model })
  const chosen = { numCtx: 4_096, temperature: 0.3, keepAlive: '1h', think: false } as const
  await assistant.settings.change({
    model: { preferred: 'able:latest', options: { able: chosen, 'tiny:latest': { numCtx: 2_048 } } },
  })

  async function ask(conversationId: string, text: string, wanted?: string) {
    const index = model.calls.length
    const asked = { turnId: randomUUID(), conversationId, text, model: wanted }
    const turn = await assistant.startTurn(asked)
    const call = await model.call(index)
    call.answer('Yes.')
    await turn.ended
    return call.request
  }

  // Nobody named a model: it is the preferred one, with its window.
  const [first, second] = [randomUUID(), randomUUID()]
  expect(await ask(first, 'Who are you?')).toMatchObject({ model: 'able:latest', ...chosen })
  const title = await model.titleCall('Who are you?')
  expect(title.request).toMatchObject({ keepAlive: '1h', temperature: 0.2, numCtx: 4_096 })
  title.answer('Title')
  expect(await ask(second, 'And you?', 'tiny:latest')).toMatchObject({ numCtx: 2_048 })

  // Another model brings its window, unless a person set one for the conversation.
  expect((await assistant.conversations.setModel(second, 'able:latest')).numCtx).toBe(4_096)
  await assistant.conversations.setWindow(second, 1_024)
  expect((await assistant.conversations.setModel(second, 'tiny:latest')).numCtx).toBe(1_024)
  expect(await ask(second, 'Still?')).toMatchObject({ model: 'tiny:latest', numCtx: 1_024 })
})
