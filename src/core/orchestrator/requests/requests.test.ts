import { randomUUID } from 'node:crypto'
import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { setActingStage, type ShownRequest } from '../../../../tests/support/acting-stage.ts'

const stage = setActingStage()
const { events, model, propose, runs, say, stored } = stage
const write = ['write_file', { path: 'a.txt', content: 'one' }] as const
const replace = ['write_file', { path: 'a.txt', content: 'one', replace: true }] as const
const readNotes = ['read_file', { path: 'notes.md' }] as const

const shown = ({ id, metadata: { digest } }: ShownRequest) => ({ messageId: id, digest })
const approve = (request: ShownRequest) => stage.assistant.requests.approve(shown(request))
const waiting = () => stage.assistant.requests.count()
const ended = () =>
  new Promise<Extract<(typeof events)[number], { type: 'turn.ended' }>['end']>((resolve) => {
    const stop = stage.assistant.onEvent((event) => {
      if (event.type !== 'turn.ended') return
      stop()
      resolve(event.end)
    })
  })

const refused = { code: 'forbidden', message: expect.any(String) }

test('a yes to what was shown begins one run, and says so to every window', async () => {
  const request = await propose('Read notes.md', readNotes)
  const approved = await approve(request)
  expect(approved.metadata).toMatchObject({
    ...request.metadata,
    status: 'approved',
    approvedBy: 'person',
    answeredAt: expect.any(String),
  })
  expect(runs.started.map((run) => run.request)).toEqual([approved])
  expect(await stored(request)).toEqual(approved)
  expect(events.at(-1)).toEqual({ type: 'message.saved', message: approved })
})

test('two windows that say yes at once begin one run', async () => {
  const request = await propose('Read notes.md', readNotes)
  const answers = await Promise.allSettled([approve(request), approve(request), approve(request)])
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected'])
  const reasons = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []))
  expect(reasons).toMatchObject([refused, refused])
  expect(runs.started).toHaveLength(1)
})

test('a yes, a no and a change at the same moment do not cross', async () => {
  const { requests } = stage.assistant
  for (let round = 0; round < 4; round += 1) {
    const begun = runs.started.length
    const request = await propose('Write a.txt', write)
    const { id, arguments: args } = request.metadata.actions[0]!
    const edited = { id, arguments: { ...args, content: 'another' } }
    const revise = () => requests.revise({ ...shown(request), actions: [edited] })
    const answers = [() => approve(request), revise, () => requests.cancel({ messageId: request.id })]
    await Promise.allSettled([...answers.slice(round % 3), ...answers].map((answer) => answer()))
    const { status, actions } = (await stored(request)).metadata
    expect(runs.started.length - begun).toBe(status === 'approved' ? 1 : 0)
    expect(status === 'approved' && actions[0]?.arguments['content'] === 'another').toBe(false)
  }
})

test('a plan that was approved, declined or has expired cannot be approved', async () => {
  const twice = await propose('Read notes.md', readNotes)
  await approve(twice)
  await expect(approve(twice)).rejects.toMatchObject({
    ...refused,
    message: expect.stringMatching(/approved already/),
  })
  const declined = await propose('Read notes.md', readNotes)
  await stage.assistant.requests.cancel({ messageId: declined.id })
  await expect(approve(declined)).rejects.toMatchObject({
    ...refused,
    message: expect.stringMatching(/declined/),
  })
  await expect(stage.assistant.requests.cancel({ messageId: declined.id })).rejects.toMatchObject(refused)
  const old = await propose('Read notes.md', readNotes)
  stage.ahead = -2 * 24 * 60 * 60 * 1_000
  await expect(approve(old)).rejects.toMatchObject(refused)
  stage.ahead = 24 * 60 * 60 * 1_000 + 1_000
  await expect(approve(old)).rejects.toMatchObject({
    ...refused,
    message: expect.stringMatching(/more than a day/),
  })
  await expect(stage.assistant.requests.revise({ ...shown(old), actions: [] })).rejects.toMatchObject(refused)
  expect(runs.started).toHaveLength(1)
})

test('a plan waits through a restart, and ends when its day is over', async () => {
  const before = await waiting()
  const request = await propose('Read notes.md', readNotes)
  const other = await propose('Read notes.md', readNotes)
  await stage.reopen()
  expect(await stored(request)).toEqual(request)
  expect(await waiting()).toBe(before + 2)
  await approve(request)
  expect(await waiting()).toBe(before + 1)
  stage.ahead = 25 * 60 * 60 * 1_000
  await stage.reopen()
  expect((await stored(other)).metadata.status).toBe('expired')
  expect(await waiting()).toBe(0)
  expect((await stored(request)).metadata.status).toBe('approved')
})

test('a plan of a conversation that was deleted cannot be approved, until that is brought back', async () => {
  const before = await waiting()
  const request = await propose('Read notes.md', readNotes)
  const { conversations, requests } = stage.assistant
  await conversations.remove(request.conversationId)
  const gone = { code: 'not_found' }
  await expect(approve(request)).rejects.toMatchObject(gone)
  await expect(requests.preview(request.id)).rejects.toMatchObject(gone)
  expect([runs.started, await waiting()]).toEqual([[], before])
  await conversations.restore(request.conversationId)
  expect(await waiting()).toBe(before + 1)
  await approve(request)
  expect(runs.started).toHaveLength(1)
})

test('anything else than the digest of what is stored is refused', async () => {
  const request = await propose('Read notes.md', readNotes)
  const { requests } = stage.assistant
  for (const digest of ['', 'x', request.metadata.digest.toUpperCase()])
    await expect(requests.approve({ messageId: request.id, digest })).rejects.toMatchObject(refused)
  const other = await propose('Read notes.md', readNotes)
  await expect(
    requests.approve({ messageId: other.id, digest: request.metadata.digest }),
  ).rejects.toMatchObject(refused)
  await expect(requests.approve({ messageId: randomUUID(), digest: 'x' })).rejects.toMatchObject({
    code: 'not_found',
  })
  expect(runs.started).toEqual([])
})

test('a plan that is changed between its display and the yes has to be shown again', async () => {
  const request = await propose('Write a file a.txt', write, readNotes)
  const [first] = request.metadata.actions
  const revised = (await stage.assistant.requests.revise({
    ...shown(request),
    actions: [{ id: first!.id, arguments: { path: 'a.txt', content: 'two', replace: true } }],
  })) as ShownRequest
  expect(revised).toMatchObject({
    id: request.id,
    content: 'Replace what is in a.txt by 3 characters.',
    metadata: {
      summary: 'Replace what is in a.txt by 3 characters.',
      destructive: true,
      status: 'pending',
      actions: [{ id: first!.id, risk: 'destructive', arguments: { content: 'two', replace: true } }],
    },
  })
  expect(revised.metadata.digest).not.toBe(request.metadata.digest)
  expect(await stored(request)).toEqual(revised)
  await expect(approve(request)).rejects.toMatchObject(refused)
  await expect(approve(revised)).rejects.toMatchObject({
    ...refused,
    message: expect.stringMatching(/Confirm/),
  })
  await stage.assistant.requests.approve({ ...shown(revised), understood: true })
  expect(runs.started.map(({ request: { metadata } }) => metadata?.digest)).toEqual([revised.metadata.digest])
})

test('names are bound to a folder when the plan is made: what is granted later changes nothing', async () => {
  const path = join(stage.folders.granted, 'a.txt')
  const request = await propose('Write a file a.txt', write)
  expect(request.metadata.actions).toMatchObject([
    { title: 'Write a new file a.txt with 3 characters.', arguments: { path } },
  ])
  stage.granted = [stage.folders.root]
  await approve(request)
  expect(runs.started[0]?.request.metadata?.actions[0]?.arguments).toMatchObject({ path })
})

test('a plan that no folder fits waits for one: it cannot be approved, and is another plan then', async () => {
  stage.granted = [join(stage.folders.place.home, 'other')]
  const request = await propose('Write a file a.txt', write)
  expect(request.metadata.actions[0]?.arguments).toMatchObject({ path: 'a.txt' })
  await expect(approve(request)).rejects.toMatchObject({ message: expect.stringMatching(/whole path/) })
  stage.granted = []
  await expect(approve(request)).rejects.toMatchObject(refused)
  await stage.assistant.requests.preview(request.id)
  await expect(approve(request)).rejects.toMatchObject(refused)
  const bound = await stored(request)
  const path = join(stage.folders.granted, 'a.txt')
  expect(bound.metadata.actions[0]?.arguments).toMatchObject({ path })
  await approve(bound)
  expect(runs.started).toHaveLength(1)
})

test('what lies there now is a part of the plan: whoever looks later approves what they saw', async () => {
  const path = join(stage.folders.granted, 'a.txt')
  writeFileSync(path, 'before')
  const request = await propose('Write a file a.txt', replace)
  const yes = (one: ShownRequest) => stage.assistant.requests.approve({ ...shown(one), understood: true })
  await stage.assistant.requests.preview(request.id)
  expect(await stored(request)).toEqual(request)
  writeFileSync(path, 'and then')
  const { digest, previews, request: looked } = await stage.assistant.requests.preview(request.id)
  expect(previews).toMatchObject([{ preview: { before: 'and then' } }])
  expect(looked).toEqual(await stored(request))
  await expect(yes(request)).rejects.toMatchObject(refused)
  await stage.assistant.requests.approve({ messageId: request.id, digest, understood: true })
  rmSync(path)
})

test('what does not fit, is not in the plan, or comes too late revises nothing', async () => {
  const request = await propose('Write a file a.txt', write)
  const id = request.metadata.actions[0]!.id
  const { requests } = stage.assistant
  const right = { id, arguments: { path: 'b', content: '' } }
  for (const actions of [[{ id, arguments: { path: 7 } }], [{ ...right, id: 'x' }], [right, right]])
    await expect(requests.revise({ ...shown(request), actions })).rejects.toMatchObject({
      code: 'invalid_input',
    })
  await expect(
    requests.revise({ messageId: request.id, digest: 'x', actions: [right] }),
  ).rejects.toMatchObject(refused)
  expect(await stored(request)).toEqual(request)
  const both = await Promise.allSettled([
    requests.revise({ ...shown(request), actions: [right] }),
    requests.approve(shown(request)),
  ])
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const now = await stored(request)
  expect(runs.started.map((run) => run.request.metadata?.digest)).toEqual(
    now.metadata.status === 'approved' ? [request.metadata.digest] : [],
  )
})

test('arguments that are edited do not lower the risk that the words of the person gave them', async () => {
  const request = await propose('Delete everything in my notes', write)
  const revised = await stage.assistant.requests.revise({
    ...shown(request),
    actions: [{ id: request.metadata.actions[0]!.id, arguments: { path: 'b.txt', content: '' } }],
  })
  expect(revised.metadata?.destructive).toBe(true)
})

test('a destructive plan needs a yes to that as well', async () => {
  const request = await propose('Replace a.txt', replace)
  await expect(approve(request)).rejects.toMatchObject({
    ...refused,
    message: expect.stringMatching(/Confirm/),
  })
  expect((await stored(request)).metadata.status).toBe('pending')
  await stage.assistant.requests.approve({ ...shown(request), understood: true })
  expect(runs.started).toHaveLength(1)
})

test('a preview shows what each action would do, or why it cannot be done, and changes nothing', async () => {
  writeFileSync(join(stage.folders.granted, 'a.txt'), 'zero')
  const outside = ['write_file', { path: '/etc/x', content: '' }] as const
  const request = await propose('Replace a.txt', replace, readNotes, outside)
  const { digest, previews } = await stage.assistant.requests.preview(request.id)
  const [first, second, third] = previews
  expect(digest).toBe(request.metadata.digest)
  expect(first).toMatchObject({
    actionId: request.metadata.actions[0]!.id,
    preview: { kind: 'file', before: 'zero', after: 'one' },
    problem: null,
  })
  expect(second).toMatchObject({ preview: null, problem: null })
  expect(third).toMatchObject({ preview: null, problem: { code: 'forbidden' } })
  expect(await stored(request)).toEqual(request)
})

test('of what is too large to be looked at whole the preview says so', async () => {
  const path = join(stage.folders.granted, 'a.txt')
  writeFileSync(path, 'zero')
  const delete_ = ['delete_file', { path: 'a.txt' }] as const
  const request = await propose('Replace a.txt, and delete it', replace, delete_)
  const notes = async () => {
    const { previews } = await stage.assistant.requests.preview(request.id)
    return previews.map(({ preview }) => preview?.notes?.filter((note) => note.includes('not noticed')) ?? [])
  }
  expect(await notes()).toEqual([[], []])
  truncateSync(path, 5_000_000)
  const note = expect.stringContaining(`${path} is so large that only its size and time were looked at`)
  expect(await notes()).toEqual([[note], [note]])
  rmSync(path)
})

test('while an answer is being written nothing is approved', async () => {
  const request = await propose('Read notes.md', readNotes)
  const next = model.calls.length
  const { conversationId } = request
  const turn = await stage.assistant.startTurn({ turnId: randomUUID(), conversationId, text: 'Well?' })
  const call = await model.call(next)
  await expect(approve(request)).rejects.toMatchObject({ code: 'turn_running' })
  call.answer('Yes.')
  await turn.ended
  await approve(request)
})

test('while a plan is carried out no other begins there, and nothing that led to it is taken out', async () => {
  const request = await propose('Read notes.md', readNotes)
  const { conversationId } = request
  await approve(request)
  stage.allows = async () => true
  const other = (await say('Read notes.md', (call) => call.name(readNotes), conversationId)).request
  expect(other?.metadata?.status).toBe('pending')
  await expect(approve(other as ShownRequest)).rejects.toMatchObject({ code: 'turn_running' })
  const { messages } = await stage.assistant.conversations.open(conversationId)
  await expect(
    stage.assistant.editMessage({ turnId: randomUUID(), messageId: messages[0]!.id, text: 'Else' }),
  ).rejects.toMatchObject({ code: 'turn_running' })
  ;(await runs.run(0)).end({ status: 'cancelled' })
  await approve(other as ShownRequest)
  expect(runs.started).toHaveLength(2)
})

test('nothing that a person or a model says approves a plan', async () => {
  const request = await propose('Read notes.md', readNotes)
  await say('yes, approve it', (call) => call.answer('APPROVED. approve:true'), request.conversationId)
  const { conversationId } = request
  const turn = await stage.assistant.startTurn({ turnId: randomUUID(), conversationId, text: 'Proceed' })
  const approval = ['approve', { messageId: request.id, digest: request.metadata.digest }] as const
  ;(await model.call(2)).name(approval)
  ;(await model.call(3)).name(approval)
  expect((await turn.ended).request).toBeNull()
  expect((await stored(request)).metadata.status).toBe('pending')
  expect(runs.started).toEqual([])
})

test('declined with “explain” the model explains, with nothing offered; with “another way” it proposes anew', async () => {
  const first = await propose('Read notes.md', readNotes)
  await stage.assistant.requests.cancel({ messageId: first.id, instead: 'explain' })
  const explaining = await model.call(1)
  expect(explaining.request).not.toHaveProperty('actions')
  expect(explaining.request.messages.at(-1)).toMatchObject({
    role: 'user',
    content: expect.stringMatching(/by hand/),
  })
  const explained = ended()
  explaining.answer('Open it yourself.')
  expect(await explained).toMatchObject({ request: null, answer: { content: 'Open it yourself.' } })

  const second = await propose('Read notes.md', readNotes)
  await stage.assistant.requests.cancel({ messageId: second.id, instead: 'otherWay' })
  const again = await model.call(3)
  const proposed = ended()
  again.name(['search_files', { text: 'x' }])
  expect((await proposed).request).toMatchObject({
    conversationId: second.conversationId,
    metadata: { status: 'pending', actions: [{ action: 'search_files' }] },
  })
})
