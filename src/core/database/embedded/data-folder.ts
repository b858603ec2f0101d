import { access, chmod, constants } from 'node:fs/promises'
import { AppError, findAppError } from '../../../shared/errors.ts'
import { makeFolder } from '../../make-folder.ts'

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

/** The expected failure in an error or beneath it, or that files could not be written; else the error as it is. */
export function expectedFailure(folder: string, error: unknown): unknown {
  const ofFiles = error instanceof Error && 'syscall' in error
  return findAppError(error) ?? (ofFiles ? unwritable(folder, error) : error)
}
