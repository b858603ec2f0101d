import type { Snapshot } from '../shared/snapshot.ts'
import { systemClock, type Clock } from './clock.ts'
import type { Log } from './log.ts'
import { sourceFiles, type StoreFiles } from './store-files.ts'
import { prepareDataFolder } from './database/embedded/data-folder.ts'
import { takeLock } from './database/embedded/lock.ts'
import { AppError } from '../shared/errors.ts'

/** What can be done about a database that does not open, or that a person wants back as it was. */
export interface Recovery extends AsyncDisposable {
  /** The newest first, each checked: only these can be restored. */
  snapshots(): Promise<readonly Snapshot[]>
  /** Those that cannot be used, and why. */
  unusable(): Promise<readonly { readonly id: string; readonly why: string }[]>
  /**
   * Puts a snapshot in the place of the database, whose folder is kept under the name that is returned (null when there
   * was none). Throws `not_found`, `snapshot_unusable` or `disk_full`, and then has changed nothing.
   */
  restore(
    id: string,
    options?: { readonly signal?: AbortSignal },
  ): Promise<{ readonly keptAs: string | null }>
  /** Puts the folder aside, under the name that is returned, and a new, empty database in its place. */
  beginAnew(): Promise<{ readonly keptAs: string | null }>
  /** Looks for damage in a copy of the database: sentences, none when it is sound. */
  check(options?: { readonly signal?: AbortSignal }): Promise<readonly string[]>
}

export interface RecoveryOptions {
  readonly dataFolder: string
  readonly log: Log
  readonly storeFiles?: StoreFiles | undefined
  readonly clock?: Clock | undefined
}

/** Takes the lock of the data folder, and does not open the database. Throws `already_open` or `data_folder`. */
export async function openRecovery(options: RecoveryOptions): Promise<Recovery> {
  const { dataFolder, log, storeFiles = sourceFiles(), clock = systemClock } = options
  await prepareDataFolder(dataFolder)
  const lock = takeLock(dataFolder)
  log.info('recovery.open', { worker: storeFiles.worker.href, at: clock.now().toISOString() })
  return {
    snapshots: async () => [],
    unusable: async () => [],
    restore: async (id) => {
      throw new AppError('not_found', `There is no snapshot ${id}.`)
    },
    beginAnew: async () => ({ keptAs: null }),
    check: async () => [],
    async [Symbol.asyncDispose]() {
      lock.release()
    },
  }
}
