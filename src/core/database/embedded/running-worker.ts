import { Worker } from 'node:worker_threads'
import { AppError } from '../../../shared/errors.ts'
import type { Log } from '../../log.ts'
import { openingError, toError } from './worker-errors.ts'
import type { WorkerCall, WorkerData, WorkerReply, WorkerRequest } from './worker-protocol.ts'

export interface WorkerOptions {
  /** The folder of the Postgres cluster. */
  readonly folder: string
  /** The thread's program. */
  readonly worker: URL
  /** Opened to be looked at for damage, and thrown away. */
  readonly throwAway?: boolean | undefined
  readonly log: Log
  /** Milliseconds without an answer, after which the thread counts as hung. */
  readonly patienceMs: number
}

/** One life of the database's thread, from its start to its end. */
export interface RunningWorker {
  /** Sends a call; what is sent before the database is open waits in the thread. Answered exactly once. */
  send(request: WorkerRequest): Promise<unknown>
  /** Ends the thread at once and answers what waits with the error. Resolves when the thread is gone. */
  end(error: Error): Promise<void>
}

interface Waiting {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

/** A first creation takes seconds, on a busy machine many. */
const openingPatienceMs = 120_000
const stopped = 'The database stopped and will be started again. Try again.'

/** Starts the thread. `onEnd` is called once, whatever ended it, before what waited is answered. */
export function runWorker(
  { folder, worker: program, throwAway = false, log, patienceMs }: WorkerOptions,
  onEnd: (gone: Promise<unknown>) => void,
): RunningWorker {
  const worker = new Worker(program, { workerData: { folder, throwAway } satisfies WorkerData })
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let silentMs = 0
  let gone: Promise<unknown> | null = null
  let patience = Math.max(patienceMs, openingPatienceMs)

  async function end(error: Error): Promise<void> {
    if (!gone) {
      clearInterval(watchdog)
      gone = worker.terminate()
      onEnd(gone)
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    }
    await gone
  }

  const lookEveryMs = Math.min(patienceMs / 2, 1_000)
  // By its own looks and not by the clock: after the computer slept, much time has passed for nobody's fault, and an
  // answer that is there already is taken before the next look.
  const look = (): void => {
    silentMs = waiting.size === 0 ? 0 : silentMs + lookEveryMs
    if (silentMs <= patience) return
    log.error('database.hung', { calls: waiting.size })
    void end(new AppError('database', 'The database did not answer and was restarted. Try again.'))
  }
  const watchdog = setInterval(look, lookEveryMs)
  watchdog.unref()

  worker.on('message', (reply: WorkerReply) => {
    silentMs = 0
    if (reply.kind === 'ready') {
      patience = patienceMs
      return
    }
    if (reply.kind === 'failed') return void end(openingError(reply.error))
    const call = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.kind === 'answer') return call?.resolve(reply.result)
    const error = toError(reply.error)
    if (reply.error.fatal) void end(error)
    call?.reject(error)
  })
  worker.on('error', (error) => {
    log.error('database.crashed', { error })
    void end(new AppError('database', stopped, { cause: error }))
  })
  worker.on('exit', () => void end(new AppError('database', stopped)))

  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        silentMs = 0
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, request } satisfies WorkerCall)
      }),
    end,
  }
}
