import { Worker } from 'node:worker_threads'
import { AppError } from '../../shared/errors.ts'
import type { Log } from '../log.ts'
import type { WorkerCall, WorkerData, WorkerError, WorkerReply, WorkerRequest } from './worker-protocol.ts'

/**
 * The owner's side of the database's thread: starts it, sends it calls, and ends it when it hangs. Every call is
 * answered once. After an end the next call starts a new thread; what was acknowledged is on disk.
 */
export interface DatabaseThread {
  call(request: WorkerRequest): Promise<unknown>
  /** Counts the threads that ended so far: a transaction of an earlier one is gone. */
  generation(): number
  close(): Promise<void>
}

export interface ThreadOptions {
  readonly folder: string
  readonly worker: URL
  readonly log: Log
  /** Milliseconds without any sign, while calls wait, after which the thread counts as hung. */
  readonly patienceMs?: number
}

interface Waiting {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

interface Running {
  /** Sends a call, as soon as the database is open. */
  send(request: WorkerRequest): Promise<unknown>
  /** Answers what waits with the error. Resolves when the thread is gone. */
  end(error: Error): Promise<void>
}

/** A first creation takes seconds, on a busy machine many. */
const openingPatienceMs = 120_000
const diskFull = '53100'
const stopped = 'The database stopped and will be started again. Try again.'

export function openThread({ folder, worker, log, patienceMs = 60_000 }: ThreadOptions): DatabaseThread {
  let running: Running | null = null
  /** Two threads on one folder would lose each other's rows: the next one waits until the last one is gone. */
  let gone: Promise<unknown> = Promise.resolve()
  let ended = 0
  let lastCall = 0
  let closed = false

  function start(): Running {
    return run({
      folder,
      worker,
      log,
      patienceMs,
      nextId: () => ++lastCall,
      onEnd(terminated) {
        gone = terminated
        ended += 1
        running = null
      },
    })
  }

  return {
    generation: () => ended,
    async call(request) {
      await gone
      if (closed) throw new AppError('database', 'The database is closed.')
      running ??= start()
      return running.send(request)
    },
    async close() {
      if (closed) return
      closed = true
      const last = running
      await last?.send({ kind: 'close' }).catch((error: unknown) => log.error('database.close', { error }))
      await last?.end(new AppError('database', 'The database is closed.'))
      await gone
    },
  }
}

interface RunOptions extends Required<ThreadOptions> {
  readonly nextId: () => number
  readonly onEnd: (terminated: Promise<unknown>) => void
}

function run({ folder, worker: program, log, patienceMs, nextId, onEnd }: RunOptions): Running {
  const worker = new Worker(program, { workerData: { folder } satisfies WorkerData })
  const waiting = new Map<number, Waiting>()
  let lastSign = performance.now()
  let terminated: Promise<unknown> | null = null
  let patience = Math.max(patienceMs, openingPatienceMs)

  async function end(error: Error): Promise<void> {
    if (!terminated) {
      clearInterval(watchdog)
      terminated = worker.terminate()
      onEnd(terminated)
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    }
    await terminated
  }

  const watchdog = setInterval(
    () => {
      if (waiting.size === 0) lastSign = performance.now()
      else if (performance.now() - lastSign > patience) {
        log.error('database.hung', { calls: waiting.size })
        void end(new AppError('database', 'The database did not answer and was restarted. Try again.'))
      }
    },
    Math.min(patienceMs, 1_000),
  )
  watchdog.unref()

  worker.on('message', (reply: WorkerReply) => {
    lastSign = performance.now()
    if (reply.kind === 'ready') {
      patience = patienceMs
      return
    }
    if (reply.kind === 'failed') return void end(openingError(reply.error))
    const call = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.kind === 'answer') return call?.resolve(reply.result)
    const error = toError(reply.error)
    call?.reject(error)
    // After a full disk the engine never answers again: only a new thread helps.
    if (reply.error.code === diskFull) void end(error)
  })
  worker.on('error', (error) => {
    log.error('database.crashed', { error })
    void end(new AppError('database', stopped, { cause: error }))
  })
  worker.on('exit', () => void end(new AppError('database', stopped)))

  return {
    // What is sent before the database is open waits in the thread's own queue.
    send: (request) =>
      new Promise((resolve, reject) => {
        const id = nextId()
        if (waiting.size === 0) lastSign = performance.now()
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, request } satisfies WorkerCall)
      }),
    end,
  }
}

function openingError(error: WorkerError): Error {
  const cause = toError(error)
  if (cause instanceof AppError) return cause
  return new AppError(
    'database',
    'The database could not be opened. Nothing was changed. Restore its folder from a backup, or move it away to begin anew.',
    { cause },
  )
}

function toError({ message, code, detail, constraint, stack }: WorkerError): Error {
  const cause = Object.assign(new Error(message), { code, detail, constraint })
  if (stack !== undefined) cause.stack = stack
  if (code === diskFull || /no space left|ENOSPC/i.test(message)) {
    const advice = 'The disk is full, so this could not be saved. Free some space and try again.'
    return new AppError('disk_full', advice, { cause })
  }
  return cause
}
