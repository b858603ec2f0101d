import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { findAppError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import { isMissing } from '../../is-missing.ts'
import type { Log } from '../../log.ts'
import { flushFolder, writeFlushed } from '../flush.ts'
import { erase, isQuick, type Deleted } from './erase.ts'
import type { DatabaseThread } from './thread.ts'

/** Sees to it that what was deleted goes from the disk as well, a little later and also after a crash. */
export interface Erasing {
  /** Deletes something. That it is to be erased is on the disk before. */
  while<T>(deleted: Deleted, deletion: () => Promise<T>): Promise<T>
  /** Erases now what is still to be erased: before a copy of the files is made. */
  now(signal: AbortSignal): Promise<void>
  /** Erases what can be erased in a moment; the rest waits for the next opening. */
  close(): Promise<void>
}

export interface ErasingOptions {
  readonly thread: DatabaseThread
  readonly dataFolder: string
  /** Without links. */
  readonly cluster: string
  readonly log: Log
  readonly clock: Clock
  /** Takes what was deleted out of what follows the tables. False where it cannot yet: then it is not erased yet. */
  readonly follow: () => Promise<boolean>
  /** Milliseconds without any call after which it is time: for what takes a moment, and for what takes longer. */
  readonly idleMs?: { readonly quick: number; readonly slow: number }
}

/** After a failure the next attempt waits, in milliseconds. */
const retryMs = 10 * 60_000

/** Resolves when it is known what the last app left to be erased. */
export async function openErasing(options: ErasingOptions): Promise<Erasing> {
  const { thread, dataFolder, cluster, log, clock, follow, idleMs = { quick: 1_000, slow: 20_000 } } = options
  const marker = join(dataFolder, 'to-erase')
  let due: Deleted | null = await readMarker(marker)
  /** Deletions under way; and how many there were, so that none is missed that comes while others are erased. */
  let [deleting, deletions] = [0, 0]
  let tryAgainAt = 0
  let wait = idleMs.slow
  let working = 0
  let last: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null
  const stop = new AbortController()

  /** One change of the marker at a time: a deletion may begin while it is taken away. */
  let marking: Promise<void> = Promise.resolve()
  function inTurn(change: () => Promise<void>): Promise<void> {
    const changed = marking.then(change)
    marking = changed.catch(() => {
      // Whoever asked has been told.
    })
    return changed
  }

  function mark(deleted: Deleted): Promise<void> {
    return inTurn(async () => {
      if (due === deleted || due === 'conversations') return
      await writeFlushed(marker, deleted, 'w')
      await flushFolder(dataFolder)
      due = deleted
    })
  }

  /** `anyway`: also what has to be erased once more then. */
  async function work(signal: AbortSignal, anyway: boolean): Promise<void> {
    if (due === null) return
    const [what, seen] = [due, deletions]
    const followed = await follow()
    if (!followed && !anyway) return
    await erase({ call: thread.call, cluster }, what, signal)
    log.info('database.erased', { what })
    if (!followed) return
    await inTurn(async () => {
      if (deletions !== seen || deleting > 0) return
      await rm(marker, { force: true })
      due = null
    })
  }

  /** After what is under way, which may have begun before what is to be erased was deleted. */
  function alone(signal: AbortSignal, anyway: boolean): Promise<void> {
    working += 1
    const erased = last
      .then(() => work(signal, anyway))
      .finally(() => {
        working -= 1
      })
    last = erased.catch(() => {
      // Whoever asked has been told.
    })
    return erased
  }

  /** False where nothing is due, and where the database does not say: whoever deletes has heard of that. */
  async function takesAMoment(): Promise<boolean> {
    return due !== null && (await isQuick(thread.call, due).catch(() => false))
  }

  function look(): void {
    if (due === null) return rest()
    if (working > 0 || deleting > 0 || thread.idleMs() < wait || clock.monotonic() < tryAgainAt) return
    alone(stop.signal, false).catch((error: unknown) => {
      if (stop.signal.aborted) return
      tryAgainAt = clock.monotonic() + retryMs
      log.warn('database.erase', { error, expected: findAppError(error)?.code })
    })
  }
  function rest(): void {
    if (timer) clearInterval(timer)
    timer = null
  }
  function watch(): void {
    timer ??= setInterval(look, Math.min(500, idleMs.quick)).unref()
  }
  if (due !== null) watch()

  return {
    async while(deleted, deletion) {
      deleting += 1
      try {
        await mark(deleted)
        return await deletion()
      } finally {
        deleting -= 1
        deletions += 1
        wait = (await takesAMoment()) ? idleMs.quick : idleMs.slow
        watch()
      }
    },
    now: (signal) => alone(signal, true),
    async close() {
      if (stop.signal.aborted) return
      rest()
      stop.abort()
      await last
      if (!(await takesAMoment())) return
      await alone(new AbortController().signal, false).catch((error: unknown) =>
        log.warn('database.erase', { error }),
      )
    },
  }
}

async function readMarker(marker: string): Promise<Deleted | null> {
  try {
    return (await readFile(marker, 'utf8')) === 'facts' ? 'facts' : 'conversations'
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
