import { randomUUID } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import {
  planOf,
  saveRequest,
  setRunStage,
  type Named,
  type RunStage,
} from '../../../tests/support/run-stage.ts'
import { makeStorePlace, openTestStore, type StorePlace } from '../../../tests/support/store.ts'
import { scriptModel } from '../../../tests/support/scripted-model.ts'
import { silentLog as log } from '../log.ts'
import type { RequestMessage } from '../../shared/message.ts'
import { openAssistant } from '../assistant.ts'
import type { OpenDatabase } from '../database/database.ts'
import { openDatabase } from '../database/open.ts'
import { findMessage } from '../database/queries/messages.ts'
import { claimRun, writeStep } from '../database/queries/runs.ts'

let store: OpenDatabase
let stage: RunStage
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  stage = await setRunStage({ store })
})
afterEach(() => stage[Symbol.asyncDispose]())

/** A request of two steps that became a run, of which the first was under way. */
async function cutOff(
  writer: string | null,
  to = store,
  first: Named = ['run_command', { command: ['true'] }],
): Promise<{ request: RequestMessage; runId: string; stepId: string }> {
  const plan = await planOf(stage.actions, [first, ['run_command', { command: ['true'] }]])
  const request = await saveRequest(to.db, plan)
  const runId = randomUUID()
  await claimRun(to.db, { requestId: request.id, runId, writer })
  const stepId = randomUUID()
  await writeStep(to.db, {
    id: stepId,
    conversationId: request.conversationId,
    role: 'assistant',
    content: 'Run true',
    messageType: 'agent_progress',
    metadata: { runId, requestId: request.id, actionId: '1', state: 'started' },
    now: new Date(),
  })
  return { request, runId, stepId }
}

test('what a step that was cut off has left half done is cleared away, or told where it may be all that there is', async () => {
  const { granted } = stage.world
  const put = (name: string, text: string): void => writeFileSync(join(granted, name), text)
  const others = `.hearth-${randomUUID()}.partial`
  put(others, 'of another')
  put('to-delete.txt', 'all of it')
  const removed = await cutOff(null, store, ['delete_file', { path: 'to-delete.txt' }])
  const written = await cutOff(null, store, ['write_file', { path: 'new.txt', content: 'new' }])
  put(`.hearth-${removed.stepId}.partial`, 'all of it')
  put(`.hearth-${written.stepId}.partial`, 'ne')
  const results = await stage.anew().recover()
  const left = `.hearth-${removed.stepId}.partial`
  expect(readdirSync(granted).toSorted()).toEqual([others, left, 'to-delete.txt'].toSorted())
  const told = results.filter(({ content }) => content.includes('.hearth-'))
  expect(told.map(({ content }) => content)).toEqual([
    expect.stringContaining(`It left ${join(granted, left)}, which may be all that there is of it.`),
  ])
})

test('a run that is carried out here is not taken for cut off', async () => {
  const { ended, runId, request } = await stage.begin([['run_command', { command: ['sleep', '60'] }]])
  await stage.heard(
    (event) => event.type === 'message.saved' && event.message.messageType === 'agent_progress',
  )
  await stage.runs.recover()
  expect((await stage.stored(runId)).result).toBeNull()
  expect(stage.runs.running(request.conversationId)?.state).toBe('running')
  await stage.runs.stop(runId)
  expect((await ended).result.metadata?.status).toBe('cancelled')
})

test('a run that begins while others are looked for is not taken for cut off', async () => {
  const request = await saveRequest(stage.db, await planOf(stage.actions, [['list_files', {}]]))
  const recovering = stage.runs.recover()
  const { ended } = stage.runs.start(request)
  expect((await ended).result.metadata?.status).toBe('succeeded')
  expect((await recovering).map(({ metadata }) => metadata?.requestId)).not.toContain(request.id)
})

test('a stop of a run that is cut off leaves alone what is about to begin', async () => {
  const { runId } = await cutOff(null)
  const next = await saveRequest(stage.db, await planOf(stage.actions, [['list_files', {}]]))
  await stage.runs.stop(runId)
  expect((await stage.stored(runId)).result?.metadata?.status).toBe('interrupted')
  expect((await stage.runs.start(next).ended).result.metadata?.status).toBe('succeeded')
})

test('a run that was cut off is interrupted once, and told', async () => {
  const { runId, request } = await cutOff(null)
  const results = await stage.runs.recover()
  expect(results.map(({ metadata }) => metadata)).toContainEqual(
    expect.objectContaining({ runId, status: 'interrupted', done: [], notDone: ['2'] }),
  )
  const told = stage.events.flatMap((event) => (event.type === 'message.saved' ? event.message : []))
  expect(told.map(({ messageType }) => messageType)).toEqual([
    'agent_progress',
    'agent_request',
    'agent_result',
  ])
  expect(told[1]).toMatchObject({ id: request.id, metadata: { resultId: told[2]?.id } })
  expect(await stage.runs.recover()).toEqual([])
  await expect(stage.runs.start(request).ended).rejects.toMatchObject({ code: 'forbidden' })
})

test('an opening closes what was cut off; a conversation with a run says so when it is opened', async () => {
  await using place = await makeStorePlace()
  const first = await openDatabase({ ...place, log })
  const { runId, request } = await cutOff(null, first)
  await first.close()
  await using assistant = await openAssistant({ ...place, server: scriptModel() })
  expect(await assistant.runs.list({})).toMatchObject([{ id: runId, status: 'interrupted' }])
  const { messages, run } = await assistant.conversations.open(request.conversationId)
  expect(run).toBeNull()
  expect(messages.map(({ messageType }) => messageType)).toEqual([
    'text',
    'agent_request',
    'agent_progress',
    'agent_result',
  ])
})

const onServer = Boolean(inject('databaseServer'))
test.runIf(onServer)('the run of another app that lives is left alone, until it is gone', async () => {
  await using place: StorePlace = await makeStorePlace()
  const here = await openDatabase({ ...place, log })
  const other = await openDatabase({ ...place, log })
  await using ours = await setRunStage({ store: here })
  const writer = other.shared?.appId ?? null
  const { runId } = await cutOff(writer, other)
  const justApproved = await saveRequest(other.db, await planOf(stage.actions, [['list_files', {}]]))
  expect(await ours.runs.recover()).toEqual([])
  await expect(ours.runs.stop(runId)).rejects.toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('Stop it there'),
  })
  await other.close()
  const results = await ours.runs.recover()
  expect(results.map(({ metadata }) => metadata?.runId)).toEqual([runId])
  expect((await ours.stored(runId)).request.metadata?.writer).toBeUndefined()
  const waiting = await findMessage(here.db, justApproved.id)
  expect(waiting).toEqual(justApproved)
  // Over, and unknown: nothing to stop, and no error.
  await ours.runs.stop(runId)
  await ours.runs.stop(randomUUID())
  await ours.runs.close()
  await here.close()
})
