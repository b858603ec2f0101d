import { rename, rm } from 'node:fs/promises'
import { AppError, findAppError } from '../../../shared/errors.ts'
import type { Log } from '../../log.ts'
import { flushFolder, flushTree } from '../flush.ts'
import type { StoreFiles } from '../../store-files.ts'
import { clusterFolder } from './cluster.ts'
import { unwritable } from './data-folder.ts'
import { readTemplate, unpackTemplate } from './template.ts'
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
    const template = await readTemplate(files).catch((error: unknown) => {
      log.warn('database.template.unusable', { error })
      return null
    })
    if (template) await unpackTemplate(template, draft)
    else await initialise(draft, files, log)
    // An empty folder may be in its place.
    await rm(folder, { recursive: true, force: true })
    await rename(draft, folder)
    await flushFolder(dataFolder)
    log.info('database.created', { from: template ? 'template' : 'nothing' })
  } catch (error) {
    throw findAppError(error) ?? unwritable(dataFolder, error)
  }
}

/** Lets Postgres make a cluster, which takes seconds. It flushes none of it. */
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
  await flushTree(folder)
}
