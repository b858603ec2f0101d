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
    // It is found once: not also as what was said, planned and done to keep it.
    const { hits } = await stage.assistant.search({ text: 'helm', conversationId })
    expect(hits.map(({ kind }) => kind)).toEqual(['context'])
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
  const planned = async () => {
    const { hits } = await stage.assistant.search({ text: 'google' })
    return hits.map((hit) => (hit.kind === 'message' ? hit.messageType : hit.kind))
  }
  expect(await planned()).toEqual(['context'])
  await requests.approve({ messageId: request!.id, digest: request!.metadata!.digest, understood: true })
  await runEnds()
  expect(await facts()).toEqual([])
  // What the runs wrote that kept them has their words no more; what the person said stays.
  expect(await planned()).toEqual(['text'])
  const saved = stage.events.flatMap((event) => (event.type === 'message.saved' ? [event.message] : []))
  const plan = saved.find(({ content }) => content === 'Remember: …')
  expect(plan?.metadata).toMatchObject({ summary: 'Remember: …', actions: [{ arguments: { text: '…' } }] })
})

test('what is said outright in German and Chinese is kept, taken back and forgotten in the same way', async () => {
  stage.model.installed = []
  const { question, request } = await send('Merk dir bitte, dass wir mit Helm deployen!')
  expect(request?.metadata).toMatchObject({ status: 'approved', approvedBy: 'person' })
  await runEnds()
  expect(await facts()).toMatchObject([
    { key: 'deployen_mit_helm', value: 'wir deployen mit Helm', origin: 'said', messageId: question.id },
  ])
  const [runId] = stage.events.flatMap((event) => (event.type === 'run.ended' ? [event.runId] : []))
  await stage.assistant.runs.undo(runId!)
  expect(await facts()).toEqual([])

  for (const text of [
    'Vergiss nicht, dass mein Job Lehrer ist',
    '记住，项目X用Go写',
    '我住在柏林，别忘了。',
  ]) {
    stage.events.length = 0
    await send(text)
    await runEnds()
  }
  expect((await facts()).map(({ value }) => value)).toEqual([
    '我住在柏林',
    '项目X用Go写',
    'mein Job ist Lehrer',
  ])
  for (const [text, target] of [
    ['Vergiss alles über meinen Job', 'mein Job ist Lehrer'],
    ['忘掉关于项目 X 的一切', '项目X用Go写'],
    ['忘记我住在柏林', '我住在柏林'],
  ]) {
    stage.events.length = 0
    const forget = (await send(text!)).request!
    expect(forget.metadata).toMatchObject({ status: 'pending', destructive: true })
    const { requests } = stage.assistant
    expect((await requests.preview(forget.id)).previews).toMatchObject([{ preview: { targets: [target] } }])
    await requests.approve({ messageId: forget.id, digest: forget.metadata!.digest, understood: true })
    await runEnds()
  }
  expect(await facts()).toEqual([])
  expect(stage.model.calls).toEqual([])
})

test('what was forgotten does not come back by undoing what was said before it', async () => {
  const conversationId = randomUUID()
  const said = async (text: string): Promise<string> => {
    stage.events.length = 0
    await send(text, conversationId)
    await runEnds()
    return stage.events.flatMap((event) => (event.type === 'run.ended' ? [event.runId] : []))[0]!
  }
  await said('Remember that my favourite editor is Vim')
  const second = await said('Remember that my favourite editor is Emacs')
  await stage.assistant.memory.forget({ kind: 'search', text: 'favourite editor' })
  await said('Remember that my favourite editor is Emacs')
  await stage.assistant.runs.undo(second)
  expect((await facts()).map(({ value, history }) => [value, history])).toEqual([
    ['my favourite editor is Emacs', []],
  ])
})
