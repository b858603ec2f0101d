import { access, chmod, constants, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'

/** Makes the data folder, readable by its owner only: Postgres' own files are not that careful. */
export async function prepareDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await chmod(folder, 0o700)
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC'
    if (full)
      throw new AppError(
        'disk_full',
        `The disk that holds ${folder} is full. Free some space and start again.`,
        { cause: error },
      )
    throw new AppError(
      'data_folder',
      `Hearth cannot write to its data folder ${folder}. Make it writable, or name another one in HEARTH_DATA_DIR.`,
      { cause: error },
    )
  }
}

/**
 * The folder of the Postgres cluster. Where PG_VERSION is missing PGlite would make a new, empty database over a full
 * folder, so such a folder is only cleared when our own mark says that its first creation never ended.
 */
export async function prepareCluster(
  dataFolder: string,
): Promise<{ folder: string; created(): Promise<void> }> {
  const folder = join(dataFolder, 'postgres')
  const mark = join(dataFolder, 'creating')
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const created = (): Promise<void> => rm(mark, { force: true })
  if (files.includes('PG_VERSION')) return { folder, created }

  const unfinished = await access(mark).then(
    () => true,
    () => false,
  )
  if (files.length > 0 && !unfinished) {
    throw new AppError(
      'database',
      `The database in ${folder} is damaged: its PG_VERSION is missing. Nothing was changed. Restore the folder from a backup, or move it away to begin anew.`,
    )
  }
  await rm(folder, { recursive: true, force: true })
  await writeFile(mark, '')
  await mkdir(folder, { mode: 0o700 })
  return { folder, created }
}
