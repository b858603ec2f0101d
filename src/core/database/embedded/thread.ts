import { AppError } from '../../../shared/errors.ts'
import { inTime } from '../in-time.ts'
import { nobodyWaits, unlessAborted } from '../unless-aborted.ts'
import { createAlarm } from './alarm.ts'
import { closedError, keepWorker } from './kept-worker.ts'
import { createQueue, type Call } from './queue.ts'
import type { WorkerOptions } from './running-worker.ts'
import type { WorkerRequest } from './worker-protocol.ts'

/**
 * The owner's side of the database's thread: decides what it does next, and starts another one after it hung or crashed.
 * Every call is answered once. What a thread was doing when it ended fails; what still waited goes to the next one.
 */
export interface DatabaseThread {
  /** With a signal it is a read that gives way to everything else, and that nobody waits for once it aborts. */
  call(request: WorkerRequest, signal?: AbortSignal): Promise<unknown>
  /** The database for one caller alone, until `release`: for transactions, and for files that have to stand still. */
  claim(): Promise<Turn>
  /** The same, for what is done in the background: it does not count as asked for. */
  readonly background: Pick<DatabaseThread, 'call' | 'claim'>
  /** Milliseconds since anything was asked of it or answered. */
  idleMs(): number
  /** How much was asked of it so far. */
  calls(): number
  /** What waits is done first, for as long as the deadline allows; what is acknowledged is on disk in any case. */
  close(deadlineMs?: number): Promise<void>
}

/** The time in which the database is one caller's. A thread that ends meanwhile ends it too: its calls then fail. */
export interface Turn {
  call(request: WorkerRequest): Promise<unknown>
  release(): void
}

export type ThreadOptions = Omit<WorkerOptions, 'patienceMs'> & { readonly patienceMs?: number | undefined }

interface Asking {
  readonly turn?: number | null
  /** Whether somebody wants this, or it is done in the background. */
  readonly counts: boolean
  readonly signal?: AbortSignal | undefined
}

const brokenError = (): AppError =>
  new AppError('database', 'The database was restarted in the middle of a change. Try again.')

/** How often the patience for one call the database may be held without a call, while others wait. */
const heldPatience = 2

export function openThread({ patienceMs = 60_000, ...options }: ThreadOptions): DatabaseThread {
  const queue = createQueue()
  let busy = false
  let asked = 0
  let lastSign = performance.now()
  let lastTurn = 0
  /** Counts the threads: a turn of an earlier one is over. */
  let generation = 0
  let closing = false
  let onDrained: (() => void) | null = null
  let ended: Promise<void> | null = null

  const worker = keepWorker({ ...options, patienceMs }, breakTurn)
  /** Set while others wait for whoever has the database. */
  const held = createAlarm(heldPatience * patienceMs, takeBack)

  function breakTurn(): void {
    generation += 1
    for (const call of queue.breakTurn()) call.reject(brokenError())
  }

  /** Whoever asks nothing of it meanwhile has forgotten it, or waits for one of those: neither would ever end. */
  function takeBack(): void {
    options.log.error('database.held', { waiting: queue.length() })
    // A transaction of theirs ends with the thread.
    worker.stop(brokenError())
    held.clear()
    pump()
  }

  async function send(call: Call): Promise<void> {
    busy = true
    held.clear()
    try {
      call.resolve(await worker.send(call.request))
    } catch (error) {
      call.reject(error as Error)
    } finally {
      busy = false
      lastSign = performance.now()
      pump()
    }
  }

  function pump(): void {
    if (busy) return
    const call = queue.next()
    if (call) void send(call)
    else if (queue.isIdle()) onDrained?.()
    else if (queue.length() > 0) held.set()
  }

  function enqueue(request: WorkerRequest, { turn = null, counts, signal }: Asking): Promise<unknown> {
    if (closing && turn === null) return Promise.reject(closedError())
    if (signal?.aborted) return Promise.reject(nobodyWaits())
    if (counts) {
      lastSign = performance.now()
      asked += 1
    }
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const call: Call = { request, mayLeave: signal !== undefined, turn, resolve, reject }
    queue.add(call)
    pump()
    // Nothing, where it is no longer in the queue.
    const drop = (): void => queue.drop(call)
    return signal ? unlessAborted(signal, () => promise, nobodyWaits).finally(drop) : promise
  }

  async function claim(counts: boolean): Promise<Turn> {
    if (closing) throw closedError()
    const id = ++lastTurn
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    queue.add({ claim: id, grant: () => resolve(generation), reject })
    pump()
    const since = await promise
    return {
      call: (request) =>
        generation === since ? enqueue(request, { turn: id, counts }) : Promise.reject(brokenError()),
      release() {
        queue.release(id)
        held.clear()
        pump()
      },
    }
  }

  async function finish(): Promise<void> {
    await new Promise<void>((resolve) => {
      onDrained = resolve
      pump()
    })
    await worker.closeDatabase()
  }

  async function end(deadlineMs: number): Promise<void> {
    closing = true
    if (!(await inTime(finish(), deadlineMs))) options.log.warn('database.close.late', { deadlineMs })
    held.clear()
    for (const { reject } of queue.empty()) reject(closedError())
    await worker.end()
  }

  return {
    call: (request, signal) => enqueue(request, { counts: true, signal }),
    claim: () => claim(true),
    background: { call: (request) => enqueue(request, { counts: false }), claim: () => claim(false) },
    calls: () => asked,
    idleMs: () => (busy ? 0 : performance.now() - lastSign),
    close: (deadlineMs = 5_000) => (ended ??= end(deadlineMs)),
  }
}
