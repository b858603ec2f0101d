import type { Snapshot } from '../shared/snapshot.ts'
import { systemClock, type Clock } from './clock.ts'
import { prepareDataFolder } from './database/embedded/data-folder.ts'
import { takeLock } from './database/embedded/lock.ts'
import { checkDatabase } from './database/snapshots/check.ts'
import { toSnapshot } from './database/snapshots/manifest.ts'
import { beginAnew, restoreSnapshot } from './database/snapshots/restore.ts'
import { readShelf, type Shelf } from './database/snapshots/shelf.ts'
import { settleRestore } from './database/snapshots/swap.ts'
import type { Log } from './log.ts'
import { sourceFiles, type StoreFiles } from './store-files.ts'

/** What can be done about a database that does not open, or that a person wants back as it was. */
export interface Recovery extends AsyncDisposable {
  /** The newest first, each read through: only these can be restored. */
  snapshots(): Promise<readonly Snapshot[]>
  /** Those that cannot be used, and why: part of a sentence. */
  unusable(): Promise<readonly { readonly id: string; readonly why: string }[]>
  /**
   * Puts a snapshot in the place of the database, whose folder is kept under the name that is returned (null when there
   * was none). One that is sound gets a snapshot of its own first. Throws `not_found`, `snapshot_unusable`, `disk_full`
   * or `cancelled`, and then has changed nothing.
   */
  restore(
    id: string,
    options?: { readonly signal?: AbortSignal },
  ): Promise<{ readonly keptAs: string | null }>
  /** Puts the folder aside, under the name that is returned, and a new, empty database in its place. */
  beginAnew(): Promise<{ readonly keptAs: string | null }>
  /** Looks for damage in a copy of the database: sentences, none when it is sound. Throws `disk_full` or `cancelled`. */
  check(options?: { readonly signal?: AbortSignal }): Promise<readonly string[]>
}

export interface RecoveryOptions {
  readonly dataFolder: string
  readonly log: Log
  readonly storeFiles?: StoreFiles | undefined
  readonly clock?: Clock | undefined
}

/**
 * Takes the lock of the data folder and finishes a restore that was interrupted, but does not open the database. Throws
 * `already_open` or `data_folder`.
 */
export async function openRecovery(options: RecoveryOptions): Promise<Recovery> {
  const { dataFolder, log, storeFiles: files = sourceFiles(), clock = systemClock } = options
  await prepareDataFolder(dataFolder)
  await using opened = new AsyncDisposableStack()
  const lock = takeLock(dataFolder)
  opened.defer(() => lock.release())
  await settleRestore(dataFolder, clock.now())
  const shop = { dataFolder, files, log, clock }
  const forever = new AbortController().signal
  const held = opened.move()

  /** Who asks while it is being read gets the same. */
  let reading: Promise<Shelf> | null = null
  const shelf = (): Promise<Shelf> =>
    (reading ??= readShelf(shop).finally(() => {
      reading = null
    }))

  return {
    snapshots: async () => (await shelf()).usable.map(toSnapshot),
    unusable: async () => (await shelf()).unusable,
    restore: async (id, { signal = forever } = {}) => ({ keptAs: await restoreSnapshot(id, shop, signal) }),
    beginAnew: async () => ({ keptAs: await beginAnew(shop) }),
    check: ({ signal = forever } = {}) => checkDatabase(shop, signal),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}
