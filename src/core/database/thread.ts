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
  /** Milliseconds without any answer, while calls wait, after which the thread counts as hung. */
  readonly patienceMs?: number
}

interface Waiting {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

interface Running {
  readonly worker: Worker
  readonly ready: Promise<void>
  readonly waiting: Map<number, Waiting>
  end(error: Error): void
}

const diskFull = '53100'

export function openThread({ folder, worker, log, patienceMs = 60_000 }: ThreadOptions): DatabaseThread {
  let running: Running | null = null
  let ended = 0
  let lastCall = 0
  let closed = false

  const start = (): Running => {
    const onEnd = (): void => {
      ended += 1
      running = null
    }
    return run({ folder, worker, log, patienceMs, onEnd })
  }

  return {
    generation: () => ended,
    async call(request) {
      if (closed) throw new AppError('database', 'The database is closed.')
      const thread = (running ??= start())
      await thread.ready
      const id = ++lastCall
      return new Promise((resolve, reject) => {
        thread.waiting.set(id, { resolve, reject })
        thread.worker.postMessage({ id, request } satisfies WorkerCall)
      })
    },
    async close() {
      if (closed) return
      const thread = running
      if (thread)
        await this.call({ kind: 'close' }).catch((error: unknown) => log.error('database.close', { error }))
      closed = true
      thread?.end(new AppError('database', 'The database is closed.'))
      await thread?.worker.terminate()
    },
  }
}

function run(options: Required<ThreadOptions> & { onEnd: () => void }): Running {
  const { log, patienceMs } = options
  const worker = new Worker(options.worker, { workerData: { folder: options.folder } satisfies WorkerData })
  const ready = Promise.withResolvers<void>()
  const waiting = new Map<number, Waiting>()
  // Whoever calls awaits it; nobody may be waiting yet.
  ready.promise.catch(() => {})
  let lastSign = performance.now()
  let over = false

  const end = (error: Error): void => {
    if (over) return
    over = true
    clearInterval(watchdog)
    options.onEnd()
    ready.reject(error)
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
    void worker.terminate()
  }

  const watchdog = setInterval(
    () => {
      if (waiting.size === 0) lastSign = performance.now()
      else if (performance.now() - lastSign > patienceMs) {
        log.error('database.hung', { calls: waiting.size })
        end(
          new AppError(
            'database',
            'The database did not answer and was restarted. What was being saved may be missing.',
          ),
        )
      }
    },
    Math.min(patienceMs, 1_000),
  )
  watchdog.unref()

  worker.on('message', (reply: WorkerReply) => {
    lastSign = performance.now()
    if (reply.kind === 'ready') return ready.resolve()
    if (reply.kind === 'failed') return end(toError(reply.error))
    const call = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.kind === 'answer') return call?.resolve(reply.result)
    const error = toError(reply.error)
    call?.reject(error)
    // After a full disk the engine never answers again: only a new thread helps.
    if (reply.error.code === diskFull) end(error)
  })
  worker.on('error', (error) => {
    log.error('database.crashed', { error })
    end(new AppError('database', 'The database stopped and will be started again.', { cause: error }))
  })
  worker.on('exit', () => end(new AppError('database', 'The database stopped and will be started again.')))
  return { worker, ready: ready.promise, waiting, end }
}

function toError({ message, code, detail, constraint, stack }: WorkerError): Error {
  const cause = Object.assign(new Error(message), { code, detail, constraint })
  if (stack !== undefined) cause.stack = stack
  if (code === diskFull || /no space left|ENOSPC/i.test(message)) {
    return new AppError(
      'disk_full',
      'The disk is full, so this could not be saved. Free some space and try again.',
      { cause },
    )
  }
  return cause
}
