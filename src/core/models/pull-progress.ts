import type { Pull } from '../../shared/pull.ts'
import type { PullStep } from '../ollama/model-server.ts'

/** Speeds are of about so many seconds: quick enough for a change, slow enough to be read. */
const memorySeconds = 4
/** Shorter times say nothing of a speed, in milliseconds. */
const shortestMs = 200

export type Progress = Pick<Pull, 'bytes' | 'total' | 'bytesPerSecond' | 'secondsLeft' | 'checking'>

/** Adds up the parts of one try: Ollama tells of each layer of a model by itself. */
export interface PullCounter {
  /** `at` in milliseconds that never run backwards. */
  add(step: PullStep, at: number): void
  now(): Progress
}

/** `before` is what was there already, of earlier tries: the bar does not go back behind it. */
export function countPull(before: Pick<Pull, 'bytes' | 'total'>): PullCounter {
  const parts = new Map<string, { total: number; completed: number }>()
  let { bytes, total } = before
  let speed: number | null = null
  let mark: { readonly at: number; readonly bytes: number } | null = null
  let checking = false

  function measure(at: number, done: number): void {
    // What lay on the disk already came at no speed.
    mark ??= { at, bytes: done }
    const seconds = (at - mark.at) / 1_000
    if (seconds * 1_000 < shortestMs) return
    const now = Math.max(0, done - mark.bytes) / seconds
    const weight = speed === null ? 1 : 1 - Math.exp(-seconds / memorySeconds)
    speed = (speed ?? 0) + (now - (speed ?? 0)) * weight
    mark = { at, bytes: done }
  }

  return {
    add({ status, part }, at) {
      checking = part === undefined && /^(verifying|writing|removing|success)/.test(status)
      if (!part) return
      parts.set(part.digest, part)
      const sum = (of: 'total' | 'completed'): number =>
        [...parts.values()].reduce((all, one) => all + one[of], 0)
      const done = sum('completed')
      total = Math.max(sum('total'), total ?? 0)
      measure(at, done)
      // Ollama fetches a part again that came wrongly, and says so.
      bytes = Math.min(Math.max(bytes, done), total)
    },
    now: () => ({
      bytes,
      total,
      checking,
      bytesPerSecond: speed === null ? null : Math.round(speed),
      secondsLeft: speed === null || speed < 1 || total === null ? null : Math.ceil((total - bytes) / speed),
    }),
  }
}
