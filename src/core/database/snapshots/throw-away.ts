import type { Log } from '../../log.ts'
import type { StoreFiles } from '../../store-files.ts'
import type { Call } from '../embedded/ask.ts'
import { openThread } from '../embedded/thread.ts'

export interface OpeningOptions {
  readonly files: StoreFiles
  readonly log: Log
  readonly signal: AbortSignal
}

/** A large index takes its time. */
const patienceMs = 15 * 60_000

/** Opens a copy that nobody will miss, in a thread of its own, lends it and closes it. Nothing of it reaches the disk for sure. */
export async function withThrowAway<T>(
  folder: string,
  { files, log, signal }: OpeningOptions,
  work: (call: Call) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  const thread = openThread({ folder, worker: files.worker, throwAway: true, log, patienceMs })
  const stop = (): void => void thread.close(0)
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await work(thread.call)
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
    await thread.close()
  }
}
