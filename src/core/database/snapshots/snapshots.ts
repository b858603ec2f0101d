import { AppError, findAppError } from '../../../shared/errors.ts'
import { usualSettings } from '../../../shared/settings.ts'
import type { Snapshot, SnapshotReason } from '../../../shared/snapshot.ts'
import { snapshotsToKeep } from '../../early-settings.ts'
import { ask, type Call } from '../embedded/ask.ts'
import { clusterFolder } from '../embedded/cluster.ts'
import type { DatabaseThread } from '../embedded/thread.ts'
import { keepNewest, sweep } from './keep.ts'
import { lendCopy } from './lend-copy.ts'
import { makeSnapshot, type Workshop } from './make.ts'
import { readManifest, toSnapshot } from './manifest.ts'
import { idsWith, manifestEnd, manifestFile, namesIn, snapshotsFolder } from './places.ts'
import { readShelf } from './shelf.ts'
import { openSource } from './sources.ts'

/** The snapshots of a database that is open. */
export interface Snapshots {
  /** Makes one and lets the oldest go. Throws `disk_full`, `database_damaged` or `cancelled`, and then leaves nothing. */
  make(reason: SnapshotReason, options?: { readonly signal?: AbortSignal }): Promise<Snapshot>
  /** Those that can be restored, the newest first. Each is read through, which takes a while. */
  list(): Promise<readonly Snapshot[]>
  /** How many there are, and after how many more the last of them is gone. Reads none of them. */
  holding(): Promise<{ readonly count: number; readonly newer: number }>
}

export interface OpenSnapshots extends Snapshots {
  /** Makes one, unless there is one of today or nothing to keep: then null. */
  makeDaily(): Promise<Snapshot | null>
  /** A copy as the database is now, for as long as the work takes. See `lendCopy`. */
  withCopy<T>(work: (call: Call) => Promise<T>, signal: AbortSignal): Promise<T>
  /** Makes one a day from now on, in the background. */
  watchDays(): void
  /** What is being made is given up. */
  close(): Promise<void>
}

export interface SnapshotsOptions extends Workshop {
  readonly thread: DatabaseThread
  /** Clears away what no snapshot may hold. False where that is still in use: a daily one then waits. */
  readonly beforeCopy: (reason: SnapshotReason, signal: AbortSignal) => Promise<boolean>
  /** One in the background failed. Nothing else did. */
  readonly onSnapshotFailure?: ((error: unknown) => void) | undefined
}

/** The start of the app comes first; short sessions are to have their snapshot as well. */
const lookEveryMs = 15_000
/** After a failure the next attempt waits. */
const retryMs = 60 * 60_000

export function openSnapshots({
  thread,
  beforeCopy,
  onSnapshotFailure,
  ...shop
}: SnapshotsOptions): OpenSnapshots {
  const { dataFolder, files, log, clock } = shop
  const closing = new AbortController()
  /** One after another: each names and clears what it makes. What a crash left is cleared first. */
  let last: Promise<unknown> = sweep(dataFolder).catch((error: unknown) =>
    log.warn('snapshots.sweep', { error }),
  )
  let timer: NodeJS.Timeout | null = null
  let tryAgainAt = 0

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work)
    last = result.catch(() => {
      // Whoever asked has been told.
    })
    return result
  }

  async function make(reason: SnapshotReason, signal: AbortSignal): Promise<Snapshot> {
    await sweep(dataFolder)
    if (!(await beforeCopy(reason, signal)))
      throw new AppError('forbidden', 'A temporary conversation is open. Leave it, then make the snapshot.')
    const made = await makeSnapshot(openSource(clusterFolder(dataFolder), thread), reason, shop, signal)
    // Whoever asked has their snapshot; what could not go now goes after the next one.
    await letOldestGo().catch((error: unknown) => log.warn('snapshots.keep', { error }))
    return made
  }

  async function letOldestGo(): Promise<void> {
    const count = await snapshotsToKeep(shop)
    // They can go later, and never come back.
    if (count !== null) await keepNewest(count, { dataFolder, files, signal: closing.signal })
  }

  async function makeDaily(): Promise<Snapshot | null> {
    const [row] = await ask<{ some: boolean }>(
      thread.call,
      'select exists (select from conversation) as some',
    )
    if (!row?.some || (await hasOneOf(dataFolder, clock.now()))) return null
    if (!(await beforeCopy('daily', closing.signal))) {
      tryAgainAt = 0
      return null
    }
    return make('daily', closing.signal)
  }

  async function look(): Promise<void> {
    if (clock.monotonic() < tryAgainAt) return
    tryAgainAt = clock.monotonic() + retryMs
    try {
      await inTurn(makeDaily)
    } catch (error) {
      if (closing.signal.aborted) return
      log[findAppError(error) ? 'warn' : 'error']('snapshot.failed', { error })
      onSnapshotFailure?.(error)
    }
  }

  return {
    make: (reason, { signal } = {}) =>
      inTurn(() => make(reason, signal ? AbortSignal.any([signal, closing.signal]) : closing.signal)),
    list: async () => (await readShelf({ dataFolder, files })).usable.map(toSnapshot),
    async holding() {
      const count = idsWith(manifestEnd, await namesIn(snapshotsFolder(dataFolder))).length
      const kept = (await snapshotsToKeep(shop)) ?? usualSettings.data.snapshotsKept
      return { count, newer: count === 0 ? 0 : kept }
    },
    makeDaily: () => inTurn(makeDaily),
    withCopy: (work, signal) =>
      inTurn(() => {
        const stopped = AbortSignal.any([signal, closing.signal])
        return lendCopy(openSource(clusterFolder(dataFolder), thread), shop, stopped, work)
      }),
    watchDays() {
      timer = setInterval(() => void look(), lookEveryMs).unref()
    },
    async close() {
      if (timer) clearInterval(timer)
      closing.abort()
      await last
    },
  }
}

/** Whether one was made on this day of this computer's time, of this database and not of one that was replaced. */
async function hasOneOf(dataFolder: string, now: Date): Promise<boolean> {
  const folder = snapshotsFolder(dataFolder)
  for (const id of idsWith(manifestEnd, await namesIn(folder))) {
    // One that cannot be read is none.
    const manifest = await readManifest(manifestFile(folder, id)).catch(() => null)
    if (!manifest || manifest.reason === 'restore') continue
    if (new Date(manifest.createdAt).toDateString() === now.toDateString()) return true
  }
  return false
}
