import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { findAppError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log.ts'
import { flushFolder, writeFlushed } from '../flush.ts'
import { ask } from './ask.ts'
import { erase, type Deleted } from './erase.ts'
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
  /** Milliseconds without any call after which it is time. */
  readonly idleMs?: Readonly<Record<Deleted, number>>
}

/** Tables of this size in bytes are written anew while one waits. */
const inAMoment = 16_000_000
/** After a failure the next attempt waits, in milliseconds. */
const retryMs = 10 * 60_000

/** Resolves when it is known what the last app left to be erased. */
export async function openErasing(options: ErasingOptions): Promise<Erasing> {
  const {
    thread,
    dataFolder,
    cluster,
    log,
    clock,
    idleMs = { facts: 1_000, conversations: 20_000 },
  } = options
  const marker = join(dataFolder, 'to-erase')
  let due: Deleted | null = await readMarker(marker)
  /** Deletions under way; and how many there were, so that none is missed that comes while others are erased. */
  let [deleting, deletions] = [0, 0]
  let tryAgainAt = 0
  let working = 0
  let last: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null
  const stop = new AbortController()

  async function mark(deleted: Deleted): Promise<void> {
    if (due === deleted || due === 'conversations') return
    due = deleted
    await writeFlushed(marker, deleted, 'w')
    await flushFolder(dataFolder)
  }

  async function work(signal: AbortSignal): Promise<void> {
    if (due === null) return
    const [what, seen] = [due, deletions]
    await erase({ call: thread.call, cluster }, what, signal)
    log.info('database.erased', { what })
    if (deletions !== seen || deleting > 0) return
    due = null
    await rm(marker, { force: true })
  }

  /** After what is under way, which may have begun before what is to be erased was deleted. */
  function alone(signal: AbortSignal): Promise<void> {
    working += 1
    const erased = last
      .then(() => work(signal))
      .finally(() => {
        working -= 1
      })
    last = erased.catch(() => {
      // Whoever asked has been told.
    })
    return erased
  }

  function look(): void {
    if (due === null) return rest()
    if (working > 0 || deleting > 0 || thread.idleMs() < idleMs[due] || clock.monotonic() < tryAgainAt) return
    alone(stop.signal).catch((error: unknown) => {
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
    timer ??= setInterval(look, Math.min(500, idleMs.facts)).unref()
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
        watch()
      }
    },
    now: alone,
    async close() {
      rest()
      stop.abort()
      await last
      if (due === null || !(await isSmall(due))) return
      await alone(new AbortController().signal).catch((error: unknown) =>
        log.warn('database.erase', { error }),
      )
    },
  }

  async function isSmall(what: Deleted): Promise<boolean> {
    if (what === 'facts') return true
    const size = `select pg_total_relation_size('message') < ${inAMoment} as small`
    const rows = await ask<{ small: boolean }>(thread.call, size).catch(() => [])
    return rows[0]?.small === true
  }
}

async function readMarker(marker: string): Promise<Deleted | null> {
  try {
    return (await readFile(marker, 'utf8')) === 'facts' ? 'facts' : 'conversations'
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
