import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest'
import { setRunStage, planOf, saveRequest, type RunStage } from '../../../tests/support/run-stage.ts'
import { openTestStore } from '../../../tests/support/store.ts'
import type { HearthEvent } from '../../shared/events.ts'
import type { OpenDatabase } from '../database/database.ts'

let store: OpenDatabase
let stage: RunStage
let file: (name: string) => string
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  stage = await setRunStage({ store })
  file = (name) => join(stage.world.granted, name)
})
afterEach(() => stage[Symbol.asyncDispose]())

const write = (path: string, content = 'new') => ['write_file', { path, content }] as const
const isStep = (state: string) => (event: HearthEvent) =>
  event.type === 'message.saved' &&
  event.message.messageType === 'agent_progress' &&
  event.message.metadata?.state === state

test('each step has its start on disk before it begins, and its end before the next', async () => {
  const { ended, runId, request } = await stage.begin([write(file('a.txt')), write(file('b.txt'))])
  const end = await ended
  expect(end.result).toMatchObject({
    role: 'assistant',
    content: 'All 2 steps are done.',
    metadata: { runId, requestId: request.id, status: 'succeeded', done: ['1', '2'], notDone: [] },
  })
  expect(end.request.metadata).toMatchObject({ runId, resultId: end.result.id })
  expect(end.steps.map(({ message }) => message.metadata)).toMatchObject([
    { state: 'succeeded', actionId: '1', files: [{ change: 'created', path: file('a.txt') }] },
    { state: 'succeeded', actionId: '2', inverse: { changes: [{ path: file('b.txt') }] } },
  ])
  expect(stage.events.map(nameOf)).toEqual([
    'request saved',
    'run running 1',
    'step 1 started',
    'step 1 succeeded',
    'run running 2',
    'step 2 started',
    'step 2 succeeded',
    'request saved',
    'result saved',
    'run.ended',
  ])
  expect(await stage.stored(runId)).toEqual({
    request: end.request,
    steps: end.steps.map(({ message }) => message),
    result: end.result,
  })
})

function nameOf(event: HearthEvent): string {
  if (event.type === 'run.changed') return `run ${event.run.state} ${event.run.actionId}`
  if (event.type !== 'message.saved') return event.type
  const { message } = event
  if (message.messageType === 'agent_progress')
    return `step ${message.metadata?.actionId} ${message.metadata?.state}`
  return `${message.messageType.replace('agent_', '')} saved`
}

test('a failing step ends the run: what comes after it is not begun, and what to try is told', async () => {
  const { ended } = await stage.begin([
    write(file('a.txt')),
    ['read_file', { path: file('missing.txt') }],
    write(file('b.txt')),
  ])
  const { result, steps } = await ended
  expect(result.metadata).toMatchObject({
    status: 'failed',
    done: ['1'],
    notDone: ['2', '3'],
    error: { code: 'not_found' },
    advice: expect.stringContaining('still there'),
  })
  expect(result.content).toContain('1 of 3 steps is done. 1 step was not begun.')
  expect(steps.map(({ message }) => message.metadata?.state)).toEqual(['succeeded', 'failed'])
  expect(existsSync(file('b.txt'))).toBe(false)
})

test('after a command that did not end well no step begins: what failed may have been a copy of what is deleted next', async () => {
  writeFileSync(file('a.txt'), 'kept')
  const { ended, runId } = await stage.begin([
    ['run_command', { command: ['sh', '-c', 'echo no room; touch half; exit 3'] }],
    ['delete_file', { path: file('a.txt') }],
  ])
  const { result, steps } = await ended
  expect(result.metadata).toMatchObject({
    status: 'failed',
    done: [],
    notDone: ['1', '2'],
    error: { code: 'action_failed', message: expect.stringContaining('exit code 3') },
  })
  expect(steps).toMatchObject([
    {
      output: 'no room\n',
      message: { metadata: { state: 'failed', source: expect.stringContaining('the output of sh') } },
    },
  ])
  expect(readFileSync(file('a.txt'), 'utf8')).toBe('kept')
  await expect(stage.runs.undo(runId)).rejects.toMatchObject({ code: 'forbidden' })
})

test('a step that is riskier than what was approved is refused', async () => {
  const [action] = await planOf(stage.actions, [['delete_file', { path: file('a.txt') }]])
  writeFileSync(file('a.txt'), 'kept')
  const request = await saveRequest(store.db, [{ ...action!, risk: 'read' }])
  const { result } = await stage.runs.start(request).ended
  expect(result.metadata).toMatchObject({ status: 'failed', error: { code: 'forbidden' } })
  expect(readFileSync(file('a.txt'), 'utf8')).toBe('kept')
})

test('a folder whose grant was taken back since the approval is not touched', async () => {
  const planned = await planOf(stage.actions, [write(file('a.txt'))])
  const request = await saveRequest(store.db, planned)
  stage.grant([])
  const { result } = await stage.runs.start(request).ended
  expect(result.metadata).toMatchObject({ status: 'failed', error: { code: 'no_folder' } })
  expect(existsSync(file('a.txt'))).toBe(false)
})

test('an action that does not exist here fails, and arguments that do not fit too', async () => {
  const [action] = await planOf(stage.actions, [write(file('a.txt'))])
  for (const change of [{ action: 'constructor' }, { arguments: { path: 1 } }]) {
    const request = await saveRequest(store.db, [{ ...action!, ...change }])
    const { result } = await stage.runs.start(request).ended
    expect(result.metadata?.status).toBe('failed')
  }
})

describe('once', () => {
  test('a request becomes one run, however often it is started', async () => {
    const request = await saveRequest(store.db, await planOf(stage.actions, [write(file('a.txt'))]))
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => stage.runs.start(request).ended))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refusal = await stage.runs.start(request).ended.catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'forbidden' })
    expect(await stage.runs.list({ conversationId: request.conversationId })).toHaveLength(1)
  })

  test('a request that nobody approved is not carried out', async () => {
    const planned = await planOf(stage.actions, [write(file('a.txt'))])
    const request = await saveRequest(store.db, planned, { status: 'pending' })
    await expect(stage.runs.start(request).ended).rejects.toMatchObject({ code: 'forbidden' })
    expect(existsSync(file('a.txt'))).toBe(false)
  })

  test('while a run is under way no other begins in its conversation', async () => {
    const { ended, request, runId } = await stage.begin([['run_command', { command: ['sleep', '60'] }]])
    await stage.heard(isStep('started'))
    const { conversationId } = request
    expect(stage.runs.running(conversationId)).toMatchObject({ id: runId, state: 'running', actionId: '1' })
    const planned = await planOf(stage.actions, [write(file('a.txt'))])
    const other = await saveRequest(store.db, planned, { conversationId })
    const { result } = await stage.runs.start(other).ended
    expect(result.metadata).toMatchObject({
      status: 'failed',
      error: { code: 'turn_running' },
      notDone: ['1'],
    })
    await stage.runs.stop(runId)
    await ended
    expect(stage.runs.running(conversationId)).toBeNull()
  })
})

describe('pause, resume, stop', () => {
  test('a pause lets the step that is under way end, and the next wait', async () => {
    const { ended, runId, request } = await stage.begin([
      ['run_command', { command: ['sh', '-c', 'until test -e go; do sleep 0.05; done'] }],
      write(file('b.txt')),
    ])
    await stage.heard(isStep('started'))
    const paused = stage.heard((event) => event.type === 'run.changed' && event.run.state === 'paused')
    await stage.runs.pause(runId)
    expect(stage.runs.running(request.conversationId)?.state).toBe('pausing')
    writeFileSync(file('go'), '')
    await paused
    expect(existsSync(file('b.txt'))).toBe(false)
    await stage.runs.resume(runId)
    expect((await ended).result.metadata?.status).toBe('succeeded')
    expect(existsSync(file('b.txt'))).toBe(true)
  })

  test('resumed with instructions it ends, with what was done and what they were', async () => {
    const { ended, runId } = await stage.begin([write(file('a.txt')), write(file('b.txt'))])
    await stage.runs.pause(runId)
    await stage.heard((event) => event.type === 'run.changed' && event.run.state === 'paused')
    await stage.runs.resume(runId, 'Make it c instead')
    const end = await ended
    expect(end).toMatchObject({
      instructions: 'Make it c instead',
      result: { metadata: { status: 'cancelled', notDone: expect.arrayContaining(['2']) } },
    })
    expect(existsSync(file('b.txt'))).toBe(false)
  })

  test('instructions that can be no message are refused, and the run still waits', async () => {
    const { ended, runId, request } = await stage.begin([write(file('a.txt')), write(file('b.txt'))])
    await stage.runs.pause(runId)
    await stage.heard((event) => event.type === 'run.changed' && event.run.state === 'paused')
    const resume = (instructions: string) => stage.runs.resume(runId, instructions)
    await expect(resume('x'.repeat(1_000_001))).rejects.toMatchObject({ code: 'message_too_long' })
    await expect(resume(' ')).rejects.toMatchObject({ code: 'message_empty' })
    expect(stage.runs.running(request.conversationId)?.state).toBe('paused')
    await stage.runs.resume(runId)
    expect((await ended).result.metadata?.status).toBe('succeeded')
  })

  test('a stop after instructions is a stop: nobody is asked to plan on', async () => {
    const { ended, runId } = await stage.begin([
      ['run_command', { command: ['sh', '-c', 'echo > begun; sleep 60'] }],
      write(file('b.txt')),
    ])
    await stage.heard(isStep('started'))
    await stage.runs.pause(runId)
    await stage.runs.resume(runId, 'Make it c instead')
    await stage.runs.stop(runId)
    expect(await ended).toMatchObject({
      instructions: null,
      result: { metadata: { status: 'cancelled', stopped: true } },
    })
  })

  test('a paused run can be stopped; a run that is over can be stopped without an error, and not paused', async () => {
    const { ended, runId } = await stage.begin([write(file('a.txt')), write(file('b.txt'))])
    await stage.runs.pause(runId)
    await stage.heard((event) => event.type === 'run.changed' && event.run.state === 'paused')
    await stage.runs.stop(runId)
    expect((await ended).result.metadata?.status).toBe('cancelled')
    await stage.runs.stop(runId)
    await expect(stage.runs.pause(runId)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('of a stopped command that ignores being asked nothing is left, nor of its children', async () => {
    const { ended, runId } = await stage.begin([
      [
        'run_command',
        {
          command: [
            'trap "" TERM; (setsid sleep 300 & echo $! >> pids; wait) & echo $! >> pids; echo $$ >> pids; sleep 300',
          ],
          shell: true,
        },
      ],
      write(file('b.txt')),
    ])
    await stage.heard(isStep('started'))
    const pids = await until(() => {
      const found = existsSync(file('pids'))
        ? readFileSync(file('pids'), 'utf8').split('\n').filter(Boolean)
        : []
      return found.length === 3 ? found : null
    })
    await stage.runs.stop(runId)
    const { result, steps } = await ended
    expect(result.metadata).toMatchObject({ status: 'cancelled', done: [], notDone: ['1', '2'] })
    expect(steps[0]?.message.metadata).toMatchObject({ state: 'cancelled', error: { code: 'cancelled' } })
    expect(pids.filter(isRunning)).toEqual([])
  })

  test('a closing app stops what is under way, and the run is interrupted', async () => {
    const { ended, runId } = await stage.begin([
      ['run_command', { command: ['sleep', '60'] }],
      write(file('b.txt')),
    ])
    await stage.heard(isStep('started'))
    await stage.runs.close()
    expect((await ended).result.metadata).toMatchObject({ status: 'interrupted', notDone: ['1', '2'] })
    expect((await stage.stored(runId)).result?.metadata?.status).toBe('interrupted')
    expect(() => stage.runs.start(null!)).toThrow('closing')
  })
})

async function until<T>(look: () => T | null): Promise<T> {
  for (;;) {
    const found = look()
    if (found !== null) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function isRunning(pid: string): boolean {
  if (!existsSync(`/proc/${pid}/stat`)) return false
  return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
}

test('an unknown run is told as such', async () => {
  const unknown = { code: 'not_found' }
  for (const ask of ['goOn', 'undo', 'resume'] as const)
    await expect(stage.runs[ask](randomUUID())).rejects.toMatchObject(unknown)
  await expect(stage.runs.output(randomUUID(), '1')).rejects.toMatchObject(unknown)
})
