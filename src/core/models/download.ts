import { setTimeout as wait } from 'node:timers/promises'
import { AppError, findAppError, reportError, type AppErrorCode } from '../../shared/errors.ts'
import type { Pull } from '../../shared/pull.ts'
import type { Clock } from '../clock.ts'
import type { EventHub } from '../event-hub.ts'
import type { Log } from '../log.ts'
import type { ModelServer } from '../ollama/model-server.ts'
import { countPull } from './pull-progress.ts'

export interface DownloadOptions {
  readonly server: Pick<ModelServer, 'pull'>
  readonly events: EventHub
  readonly clock: Clock
  readonly log: Log
  /** Bytes that may still be written where Ollama keeps its models; null where that is not known. */
  readonly room: () => Promise<number | null>
  /** Milliseconds until the next try, after so many that brought nothing. */
  readonly backoff?: (tries: number) => number
}

/** What passes by itself: then the download goes on. */
const passing: ReadonlySet<AppErrorCode> = new Set<AppErrorCode>([
  'network_down',
  'ollama_not_running',
  'ollama_busy',
  'ollama_failed',
])
/** A server that fails again and again has another reason than a bad moment. */
const mostFailures = 8
const periodMs = 200
/** Room that is left to the system, in bytes. */
const reserve = 500_000_000

const usualBackoff = (tries: number): number => Math.min(60_000, 1_000 * 2 ** Math.min(tries, 6))

/** What nothing comes of at the moment. */
export const still = { bytesPerSecond: null, secondsLeft: null, checking: false } as const

/** A download as it is now. */
interface Download {
  pull: Pull
}

interface Report {
  tell(change: Partial<Pull>): void
  save(): Promise<void>
}

/** Tries until the model is there: true. False when it was stopped, or cannot go on by itself. */
export async function downloadModel(
  options: DownloadOptions,
  entry: Download,
  { tell, save }: Report,
  signal: AbortSignal,
): Promise<boolean> {
  const { log, events, backoff = usualBackoff } = options
  let tries = 0
  for (;;) {
    const before = entry.pull.bytes
    try {
      await tryOnce(options, entry, { tell, save }, signal)
      return true
    } catch (error) {
      if (signal.aborted) return false
      const expected = findAppError(error)
      if (!expected) log.error('pull.failed', { error })
      const problem = reportError(error)
      tries = entry.pull.bytes > before ? 1 : tries + 1
      const passes = passing.has(problem.code) && (problem.code !== 'ollama_failed' || tries < mostFailures)
      if (!passes) {
        tell({ ...still, state: problem.code === 'disk_full' ? 'paused' : 'failed', problem })
        return false
      }
      tell({ ...still, state: 'waiting', problem })
      await untilBetter(events, backoff(tries), signal)
      if (signal.aborted) return false
      tell({ state: 'pulling', problem: null })
    }
  }
}

/** Waits for the time, or for Ollama to be back, or for the signal. */
async function untilBetter(events: EventHub, ms: number, signal: AbortSignal): Promise<void> {
  const back = new AbortController()
  const stop = events.listen((event) => {
    if (event.type === 'ollama.changed' && event.status.state === 'running') back.abort()
  })
  await wait(ms, undefined, { signal: AbortSignal.any([signal, back.signal]), ref: false }).catch(() => {})
  stop()
}

async function tryOnce(
  { server, clock, room }: DownloadOptions,
  entry: Download,
  { tell, save }: Report,
  signal: AbortSignal,
): Promise<void> {
  const counter = countPull(entry.pull)
  let toldAt = -Infinity
  let looked = 0
  for await (const step of server.pull(entry.pull.name, signal)) {
    const at = clock.monotonic()
    counter.add(step, at)
    const { total, bytes } = counter.now()
    // With each part that is new it is known better how much there is to come.
    if (total !== null && total > looked) {
      looked = total
      await checkRoom(entry.pull.name, total - bytes, room)
      entry.pull = { ...entry.pull, bytes, total }
      await save()
    }
    if (at - toldAt < periodMs) continue
    toldAt = at
    tell(counter.now())
  }
  entry.pull = { ...entry.pull, ...counter.now() }
}

async function checkRoom(name: string, needed: number, room: DownloadOptions['room']): Promise<void> {
  const free = await room()
  if (free === null || free >= needed + reserve) return
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`
  throw new AppError(
    'disk_full',
    `${name} needs ${gigabytes(needed)} more, and ${gigabytes(free)} are free where Ollama keeps its models. Make room, then go on.`,
  )
}
