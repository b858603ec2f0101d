import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { setStage } from '../../../tests/support/stage.ts'

const stage = setStage()

async function send(text: string, conversationId: string = randomUUID(), temporary = false) {
  const turn = await stage.assistant.startTurn({ turnId: randomUUID(), conversationId, text, temporary })
  return { ...(await turn.ended), question: turn.userMessage }
}
const facts = async () => (await stage.assistant.memory.list({})).facts
const runEnds = () =>
  vi.waitFor(() => expect(stage.events.some(({ type }) => type === 'run.ended')).toBe(true), {
    timeout: 60_000,
  })

test.each([['remember that we deploy with Helm'], ['/remember we deploy with Helm']])(
  '“%s” is kept at once, without a model and without a question',
  async (text) => {
    stage.model.installed = []
    const { request, conversationId, question } = await send(text)
    expect(request?.metadata).toMatchObject({ status: 'approved', approvedBy: 'person' })
    expect(request?.metadata).not.toHaveProperty('model')
    await runEnds()
    expect(await facts()).toMatchObject([
      {
        key: 'deploys_with_helm',
        value: 'we deploy with Helm',
        status: 'kept',
        origin: 'said',
        evidence: 'we deploy with Helm',
        messageId: question.id,
        conversationId,
      },
    ])
    expect(stage.events.map(({ type }) => type)).toContain('memory.changed')
    expect(stage.model.calls).toEqual([])
    // The chip's undo.
    const [runId] = stage.events.flatMap((event) => (event.type === 'run.ended' ? [event.runId] : []))
    await stage.assistant.runs.undo(runId!)
    expect(await facts()).toEqual([])
  },
)

test('“forget everything about …” shows what it would forget, and forgets it everywhere after a yes', async () => {
  await send('/remember Project Atlas runs on Go')
  await runEnds()
  stage.events.length = 0
  await send('/remember we use Google for Atlas')
  await runEnds()
  stage.events.length = 0
  const { request } = await send('Forget everything about project Atlas')
  expect(request?.metadata).toMatchObject({ status: 'pending', destructive: true, actions: [{ undo: 'no' }] })
  const { requests } = stage.assistant
  expect((await requests.preview(request!.id)).previews).toMatchObject([
    { preview: { targets: ['we use Google for Atlas', 'Project Atlas runs on Go'] } },
  ])
  expect(await facts()).toHaveLength(2)
  await requests.approve({ messageId: request!.id, digest: request!.metadata!.digest, understood: true })
  await runEnds()
  expect(await facts()).toEqual([])
})
