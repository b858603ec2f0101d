import { setTimeout as wait } from 'node:timers/promises'
import { AppError, findAppError, reportError, type AppErrorCode } from '../../shared/errors.ts'
import { isCloudName, plainName, readModelName } from '../../shared/model-name.ts'
import type { Pull } from '../../shared/pull.ts'
import type { Clock } from '../clock.ts'
import type { EventHub } from '../event-hub.ts'
import type { Log } from '../log.ts'
import type { ModelServer } from '../ollama/model-server.ts'
import type { KeptPulls } from './kept-pulls.ts'
import { countPull } from './pull-progress.ts'

/** The downloads of models: at most one of each. They go on while no window looks. */
export interface Pulls {
  list(): readonly Pull[]
  /** Begins, or goes on with one that is there. Throws `invalid_input` for what is no name, or runs elsewhere. */
  start(name: string): Promise<Pull>
  /** Ollama keeps what came. Those that have come to an end are no error, here and below. */
  pause(name: string): Promise<void>
  resume(name: string): Promise<void>
  /** Forgets it. Ollama clears away what came of it when it starts the next time. */
  cancel(name: string): Promise<void>
  close(): Promise<void>
}

export interface PullsOptions {
  readonly server: Pick<ModelServer, 'pull'>
  readonly kept: KeptPulls
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

interface Entry {
  pull: Pull
  controller: AbortController | null
  work: Promise<void>
}

/** Reads what was not finished when Hearth was closed: it is paused until somebody goes on with it. */
export async function openPulls(options: PullsOptions): Promise<Pulls> {
  const { kept, events, log } = options
  const entries = new Map<string, Entry>()
  let saving: Promise<void> = Promise.resolve()

  for (const { name, bytes, total } of await kept.read()) {
    const pull: Pull = { ...resting, name, bytes, total, state: 'paused' }
    entries.set(plainName(name), { pull, controller: null, work: Promise.resolve() })
  }

  /** One write after another; a database that does not take it must not stop the download. */
  function save(): Promise<void> {
    saving = saveAfter(saving)
    return saving
  }
  async function saveAfter(earlier: Promise<void>): Promise<void> {
    await earlier
    const unfinished = [...entries.values()].filter(({ pull }) => pull.state !== 'failed')
    await kept
      .save(unfinished.map(({ pull }) => pull))
      .catch((error: unknown) => log.warn('pulls.unsaved', { error }))
  }
  function tell(entry: Entry, change: Partial<Pull>): void {
    entry.pull = { ...entry.pull, ...change }
    events.emit({ type: 'pull.progress', pull: entry.pull })
  }
  function end(entry: Entry, installed: boolean): Promise<void> {
    const { name } = entry.pull
    entries.delete(plainName(name))
    events.emit({ type: 'pull.ended', name, installed })
    if (installed) events.emit({ type: 'models.changed' })
    return save()
  }
  function run(entry: Entry): void {
    if (entry.controller) return
    const controller = new AbortController()
    entry.controller = controller
    tell(entry, { state: 'pulling', problem: null })
    const report = { tell: (change: Partial<Pull>) => tell(entry, change), save }
    entry.work = getModel(options, entry, report, controller.signal)
      .then((installed) => (installed ? end(entry, true) : save()))
      .finally(() => {
        if (entry.controller === controller) entry.controller = null
      })
  }
  async function halt(entry: Entry): Promise<void> {
    entry.controller?.abort()
    await entry.work
  }
  const find = (name: string): Entry | undefined => entries.get(plainName(name))

  return {
    list: () => [...entries.values()].map(({ pull }) => pull),
    async start(text) {
      const name = checkName(text)
      const known = find(name)
      const pull: Pull = { ...resting, name }
      const entry = known ?? { pull, controller: null, work: Promise.resolve() }
      entries.set(plainName(name), entry)
      run(entry)
      await save()
      return entry.pull
    },
    async pause(name) {
      const entry = find(name)
      if (!entry?.controller) return
      await halt(entry)
      const went = entry.pull.state === 'pulling' || entry.pull.state === 'waiting'
      if (went && find(name) === entry) tell(entry, { ...still, state: 'paused', problem: null })
      await save()
    },
    async resume(name) {
      const entry = find(name)
      if (entry) run(entry)
      await save()
    },
    async cancel(name) {
      const entry = find(name)
      if (!entry) return
      await halt(entry)
      if (find(name) === entry) await end(entry, false)
    },
    async close() {
      await Promise.all([...entries.values()].map(halt))
      await save()
    },
  }
}

const still = { bytesPerSecond: null, secondsLeft: null, checking: false } as const
const resting = { ...still, state: 'pulling', bytes: 0, total: null, problem: null } as const

/** The whole name of a model that can be downloaded. */
function checkName(text: string): string {
  const name = readModelName(text)
  if (name === null)
    throw new AppError('invalid_input', 'This is not the name of a model. Names look like qwen3:4b.')
  if (!isCloudName(name)) return name
  throw new AppError(
    'invalid_input',
    `${name} runs on somebody else’s computer: there is nothing to download. Choose a model that runs here.`,
  )
}

interface Report {
  tell(change: Partial<Pull>): void
  save(): Promise<void>
}

/** Tries until the model is there: true. False when it was stopped, or cannot go on by itself. */
async function getModel(
  options: PullsOptions,
  entry: Entry,
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
  { server, clock, room }: PullsOptions,
  entry: Entry,
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

async function checkRoom(name: string, needed: number, room: PullsOptions['room']): Promise<void> {
  const free = await room()
  if (free === null || free >= needed + reserve) return
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`
  throw new AppError(
    'disk_full',
    `${name} needs ${gigabytes(needed)} more, and ${gigabytes(free)} are free where Ollama keeps its models. Make room, then go on.`,
  )
}
