import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { setActingStage } from '../../../tests/support/acting-stage.ts'

const stage = setActingStage()
const send = async (text: string, conversationId: string = randomUUID()) =>
  (await stage.assistant.startTurn({ turnId: randomUUID(), conversationId, text })).ended

describe('a command', () => {
  test('makes a request without a model, and its run is the end of it', async () => {
    stage.model.installed = []
    const { request, answer, conversationId } = await send('/files')
    expect(answer).toMatchObject({ content: '', metadata: { status: 'complete' } })
    expect(request?.metadata).toMatchObject({ status: 'pending', actions: [{ action: 'list_files' }] })
    expect(request?.metadata).not.toHaveProperty('model')
    await stage.assistant.requests.approve({ messageId: request!.id, digest: request!.metadata!.digest })
    ;(await stage.runs.run(0)).end({ outputs: [{ output: 'a.txt' }] })
    await send('/help', conversationId)
    expect(stage.model.calls).toEqual([])
  })

  test('that there is nothing to do for is answered in text, and by no model that was chosen', async () => {
    const text = '/help'
    const ids = { turnId: randomUUID(), conversationId: randomUUID() }
    const { ended } = await stage.assistant.startTurn({ ...ids, text, model: 'tiny:latest' })
    const { request, answer } = await ended
    expect(request).toBeNull()
    expect(answer).toMatchObject({
      content: expect.stringContaining('/files'),
      metadata: { status: 'complete' },
    })
    expect(answer.metadata).not.toHaveProperty('model')
  })
})
