import { access, constants, lstat, open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { isMissing } from '../../is-missing.ts'
import { unwritable } from './data-folder.ts'

/** The major version of the Postgres in PGlite, and what its control file begins with (pg_control.h). */
export const postgresMajor = '18'
const controlVersion = 1_800
const controlVersionAt = 8
const controlSize = 8_192

/** The folder of the Postgres cluster in a data folder. */
export function clusterFolder(dataFolder: string): string {
  return join(dataFolder, 'postgres')
}

/**
 * Looks at the folder of a cluster without changing anything: PGlite itself would make a new, empty database over a full
 * folder whose PG_VERSION is missing. Throws `database_damaged`, `database_foreign` or `data_folder`.
 */
export async function recogniseCluster(folder: string): Promise<'absent' | 'present'> {
  const files = await filesIn(folder)
  if (files.length === 0) {
    // On a disk that is not there now; a new database would take the link's place.
    if (await isLink(folder)) throw damaged(folder, 'it is a link, and nothing is where it points to')
    return 'absent'
  }
  if (!files.includes('PG_VERSION')) throw damaged(folder, 'its PG_VERSION is missing')
  await checkVersion(folder)
  for (const part of ['base', 'global', 'pg_wal', 'pg_xact']) {
    if ((await filesIn(join(folder, part))).length === 0)
      throw damaged(folder, `its ${part} is missing or empty`)
  }
  if (!(await filesIn(join(folder, 'pg_wal'))).some((file) => /^[\dA-F]{24}$/.test(file)))
    throw damaged(folder, 'its write-ahead log in pg_wal is gone')
  await checkControlFile(folder)
  await access(join(folder, 'global', 'pg_control'), constants.R_OK | constants.W_OK).catch(
    (error: unknown) => {
      throw unwritable(folder, error)
    },
  )
  return 'present'
}

async function checkVersion(folder: string): Promise<void> {
  const content = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    throw damaged(folder, 'its PG_VERSION is unreadable', error)
  })
  const version = content.trim()
  if (version === postgresMajor) return
  if (!/^\d+$/.test(version)) throw damaged(folder, 'its PG_VERSION is unreadable')
  throw new AppError(
    'database_foreign',
    `The database in ${folder} was made by Postgres ${version}; this Hearth has Postgres ${postgresMajor}. Nothing was changed. docs/upgrading.md says how to carry it over.`,
  )
}

/** Zeroed, cut short, gone, or of another Postgres: it would not start, or ask for what it has not got. */
async function checkControlFile(folder: string): Promise<void> {
  const content = Buffer.alloc(controlSize)
  let read = 0
  try {
    const file = await open(join(folder, 'global', 'pg_control'))
    try {
      read = (await file.read(content, 0, controlSize, 0)).bytesRead
    } finally {
      await file.close()
    }
  } catch (error) {
    throw damaged(folder, 'its pg_control is missing or unreadable', error)
  }
  if (read < controlSize || content.readUInt32LE(controlVersionAt) !== controlVersion)
    throw damaged(folder, 'its pg_control is damaged')
}

/** Something of it is missing or cannot be read. */
export function damaged(folder: string, how: string, cause?: unknown): AppError {
  return new AppError(
    'database_damaged',
    `The database in ${folder} is damaged: ${how}. Nothing was changed.`,
    { cause },
  )
}

/** There is no folder, and there has been one. */
export function missingCluster(folder: string): AppError {
  return damaged(folder, 'the folder is missing or empty')
}

async function isLink(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null)
  return found?.isSymbolicLink() ?? false
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw damaged(folder, 'it cannot be read', error)
  }
}
