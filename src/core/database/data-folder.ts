import { access, chmod, constants, mkdir, open, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { makeFolder } from '../make-folder.ts'

/** Makes the data folder, readable by its owner only: Postgres' own files are not that careful. */
export async function prepareDataFolder(folder: string): Promise<void> {
  try {
    makeFolder(folder)
    await chmod(folder, 0o700)
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw unwritable(folder, error)
  }
}

/** What it means that a data folder cannot be written: `disk_full`, or `data_folder`. */
export function unwritable(folder: string, cause: unknown): AppError {
  const sqliteFull = 13
  const full =
    cause instanceof Error &&
    (('code' in cause && cause.code === 'ENOSPC') || ('errcode' in cause && cause.errcode === sqliteFull))
  if (full) {
    return new AppError(
      'disk_full',
      `The disk that holds ${folder} is full. Free some space and start again.`,
      { cause },
    )
  }
  const advice = 'Make it writable, or name another one in HEARTH_DATA_DIR.'
  return new AppError('data_folder', `Hearth cannot write to its data folder ${folder}. ${advice}`, { cause })
}

export interface Cluster {
  /** The folder of Postgres itself. */
  readonly folder: string
  /** To be called when it is open and complete. */
  created(): Promise<void>
}

/**
 * The folder of the Postgres cluster. Where PG_VERSION is missing PGlite would make a new, empty database over a full
 * folder; so a folder is cleared only when our own mark says that its first creation never ended. Throws `database`.
 */
export async function prepareCluster(dataFolder: string): Promise<Cluster> {
  const folder = join(dataFolder, 'postgres')
  const mark = join(dataFolder, 'creating')
  const unfinished = await isThere(mark)
  const files = unfinished ? [] : await filesIn(folder)
  const isComplete = files.includes('PG_VERSION')
  if (files.length > 0 && !isComplete) {
    throw new AppError(
      'database',
      `The database in ${folder} is damaged: its PG_VERSION is missing. Nothing was changed. Restore the folder from a backup, or move it away to begin anew.`,
    )
  }
  if (isComplete) return { folder, created: async () => {} }
  try {
    await rm(folder, { recursive: true, force: true })
    await writeFile(mark, '')
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    throw unwritable(dataFolder, error)
  }
  return { folder, created: () => removeForGood(mark, dataFolder) }
}

/** The mark must not come back with a power cut: it would clear what was written since. */
async function removeForGood(mark: string, folder: string): Promise<void> {
  await rm(mark, { force: true })
  // Windows cannot open a folder, and needs no flush of one.
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw new AppError('database', `The database folder ${folder} cannot be read. Nothing was changed.`, {
      cause: error,
    })
  }
}
