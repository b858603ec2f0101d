import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { unwritable } from './data-folder.ts'

/**
 * One owner for a data folder. PGlite takes no lock, and two owners lose each other's rows. Node has no flock, but SQLite
 * has the operating system's file locks: an exclusive transaction on an empty file holds one for as long as the process
 * lives, so no crash leaves it behind and no reused process id can fool it. The process id stands beside it for people.
 */
export interface Lock {
  release(): void
}

const ownerSchema = z.object({ pid: z.number().int() })
const sqliteBusy = 5
/**
 * The lock is taken in steps, and two who come in the same millisecond stop each other half-way. Both step back and try
 * again within this time, or neither would get it.
 */
const patienceMs = 250

/** Takes the lock of `folder`, which must exist. Throws `already_open` or `data_folder`. */
export function takeLock(folder: string): Lock {
  const ownerFile = join(folder, 'owner.json')
  let file: DatabaseSync | null = null
  try {
    file = new DatabaseSync(join(folder, 'lock'), { timeout: patienceMs })
    file.exec('BEGIN EXCLUSIVE')
    writeFileSync(ownerFile, JSON.stringify({ pid: process.pid }))
  } catch (error) {
    file?.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy)
      throw alreadyOpen(ownerFile, error)
    throw unwritable(folder, error)
  }
  const held = file
  return { release: () => held.close() }
}

function alreadyOpen(ownerFile: string, cause: Error): AppError {
  const owner = readOwner(ownerFile)
  return new AppError(
    'already_open',
    `Hearth is already open${owner === null ? '' : ` (process ${owner})`}`,
    { cause },
  )
}

/** Null while the owner has taken the lock and not yet written its name. */
function readOwner(ownerFile: string): number | null {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(ownerFile, 'utf8'))).pid
  } catch {
    return null
  }
}
