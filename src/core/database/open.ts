import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/pglite'
import { AppError, findAppError } from '../../shared/errors.ts'
import type { Log } from '../log.ts'
import { prepareCluster, prepareDataFolder } from './data-folder.ts'
import type { Database } from './database.ts'
import { takeLock } from './lock.ts'
import { migrate } from './migrate.ts'
import { threadClient } from './pglite-client.ts'
import * as schema from './schema.ts'
import { openThread } from './thread.ts'

export interface DatabaseOptions {
  readonly dataFolder: string
  readonly log: Log
  /** The thread's program. The desktop app passes its built one. */
  readonly worker?: URL | undefined
  readonly migrationsFolder?: string | undefined
  readonly patienceMs?: number | undefined
}

export interface OpenDatabase {
  readonly db: Database
  close(): Promise<void>
}

/** Opens the embedded database: lock, thread, migrations. Throws `already_open`, `data_folder`, `disk_full` or `database`. */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  await prepareDataFolder(options.dataFolder)
  const lock = takeLock(options.dataFolder)
  try {
    const cluster = await prepareCluster(options.dataFolder)
    const thread = openThread({
      folder: cluster.folder,
      worker: options.worker ?? new URL('./worker.ts', import.meta.url),
      log: options.log,
      ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
    })
    try {
      const db = drizzle(threadClient(thread), { schema })
      await migrate(
        db,
        options.migrationsFolder ?? fileURLToPath(new URL('../../../drizzle', import.meta.url)),
      )
      await cluster.created()
      return {
        db,
        async close() {
          await thread.close()
          lock.release()
        },
      }
    } catch (error) {
      await thread.close()
      throw error
    }
  } catch (error) {
    lock.release()
    throw findAppError(error) ?? unopened(options.dataFolder, error)
  }
}

function unopened(folder: string, cause: unknown): AppError {
  const advice = 'Restore the folder from a backup, or move it away to begin anew.'
  return new AppError('database', `The database in ${folder} could not be opened. ${advice}`, { cause })
}
