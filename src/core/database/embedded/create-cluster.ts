import { rename, rm } from 'node:fs/promises'
import { AppError, findAppError } from '../../../shared/errors.ts'
import type { Log } from '../../log.ts'
import { flushFolder } from '../flush.ts'
import type { StoreFiles } from '../../store-files.ts'
import { clusterFolder } from './cluster.ts'
import { unwritable } from './data-folder.ts'
import { openThread } from './thread.ts'

/**
 * Makes a new, empty cluster beside its place and moves it there when it is whole, so that a start that was cut off
 * leaves nothing that looks like a database. Throws `disk_full`, `data_folder` or `database`.
 */
export async function createCluster(dataFolder: string, files: StoreFiles, log: Log): Promise<void> {
  const folder = clusterFolder(dataFolder)
  const draft = `${folder}.new`
  try {
    await rm(draft, { recursive: true, force: true })
    await initialise(draft, files, log)
    // An empty folder may be in its place.
    await rm(folder, { recursive: true, force: true })
    await rename(draft, folder)
    await flushFolder(dataFolder)
  } catch (error) {
    throw findAppError(error) ?? unwritable(dataFolder, error)
  }
}

async function initialise(folder: string, { worker }: StoreFiles, log: Log): Promise<void> {
  const thread = openThread({ folder, worker, log })
  try {
    await thread.call({ kind: 'exec', sql: 'checkpoint' })
  } catch (error) {
    if (findAppError(error)?.code === 'disk_full') throw error
    throw new AppError('database', 'A new database could not be made.', { cause: error })
  } finally {
    await thread.close()
  }
}
