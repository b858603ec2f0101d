import { AppError } from '../../../shared/errors.ts'
import { runWorker, type RunningWorker, type WorkerOptions } from './running-worker.ts'
import type { WorkerRequest } from './worker-protocol.ts'

/** The database's thread through all its lives: after one has ended, the next call starts another. */
export interface KeptWorker {
  /** One call at a time. */
  send(request: WorkerRequest): Promise<unknown>
  /** Ends the thread that runs, whether or not one does; what it was doing fails with the error. */
  stop(error: Error): void
  /** Lets the thread that runs close the database. */
  closeDatabase(): Promise<void>
  /** For good. Resolves when no thread is left: the folder may be somebody else's from then on. */
  end(): Promise<void>
}

export const closedError = (): AppError => new AppError('database', 'The database is closed.')

/** `onStop` is called whenever a thread has ended or was told to, before what it was doing fails. */
export function keepWorker(options: WorkerOptions, onStop: () => void): KeptWorker {
  let running: RunningWorker | null = null
  /** Two threads on one folder would lose each other's rows: the next one waits until the last one is gone. */
  let gone: Promise<unknown> = Promise.resolve()
  let over = false

  function start(): RunningWorker {
    return runWorker(options, (terminated) => {
      gone = terminated
      running = null
      onStop()
    })
  }

  return {
    async send(request) {
      await gone
      if (over) throw closedError()
      running ??= start()
      return running.send(request)
    },
    stop(error) {
      if (running) void running.end(error)
      else onStop()
    },
    async closeDatabase() {
      await running
        ?.send({ kind: 'close' })
        .catch((error: unknown) => options.log.error('database.close', { error }))
    },
    async end() {
      over = true
      await running?.end(closedError())
      await gone
    },
  }
}
