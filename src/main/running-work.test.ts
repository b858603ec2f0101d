import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { HearthEvent } from '../shared/events.ts'
import { trackWork } from './running-work.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const turn = (id: string) => ({ type: 'turn.started', turn: { id } }) as HearthEvent
const turnEnd = (turnId: string) => ({ type: 'turn.ended', end: { turnId } }) as HearthEvent
const run = (id: string) => ({ type: 'run.changed', run: { id } }) as HearthEvent
const paused = (id: string) => ({ type: 'run.changed', run: { id, state: 'paused' } }) as HearthEvent
const runEnd = (runId: string) => ({ type: 'run.ended', runId, conversationId: 'a' }) as HearthEvent

/** Whether it has been idle. */
function watch(idle: () => Promise<void>): () => boolean {
  let isIdle = false
  void idle().then(() => (isIdle = true))
  return () => isIdle
}

test('it is idle at once when nothing runs, else when every turn and run has ended', async () => {
  const { listener, idle } = trackWork()
  await idle()
  listener(turn('a'))
  listener(run('b'))
  const isIdle = watch(idle)
  listener(turnEnd('a'))
  await vi.runAllTimersAsync()
  expect(isIdle()).toBe(false)
  listener(run('b'))
  listener(runEnd('b'))
  await vi.runAllTimersAsync()
  expect(isIdle()).toBe(true)
})

test('the answer that goes on from a run belongs to it, though it begins a moment later', async () => {
  const { listener, idle } = trackWork()
  listener(run('a'))
  const isIdle = watch(idle)
  listener(runEnd('a'))
  await vi.advanceTimersByTimeAsync(500)
  // Who asks in between waits too.
  const isIdleToo = watch(idle)
  listener(turn('b'))
  await vi.runAllTimersAsync()
  expect([isIdle(), isIdleToo()]).toEqual([false, false])
  listener(turnEnd('b'))
  await vi.runAllTimersAsync()
  expect([isIdle(), isIdleToo()]).toEqual([true, true])
})

test('a run that waits for a person to go on keeps nothing waiting', async () => {
  const { listener, idle } = trackWork()
  listener(run('a'))
  const isIdle = watch(idle)
  listener(paused('a'))
  await vi.runAllTimersAsync()
  expect(isIdle()).toBe(true)
})
