import { open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { FileHandle } from 'node:fs/promises'
import { AppError } from '../../shared/errors.ts'
import { fileError, systemCode } from '../file-errors.ts'
import { checkStop } from '../stop.ts'
import { flushFolder } from '../database/flush.ts'

export interface WriteFile {
  /** Of the temporary name. */
  readonly id: string
  readonly signal: AbortSignal
}

/**
 * Writes a file that is its owner's only to a temporary name beside it, brings it to the disk, and renames it: whatever
 * fails on the way, what was there is whole, and nothing else stays. Throws an AppError that names the path.
 */
export async function writeNewFile<T>(
  path: string,
  { id, signal }: WriteFile,
  fill: (file: FileHandle) => Promise<T>,
): Promise<T> {
  try {
    const target = await findTarget(path)
    const draft = join(dirname(target), `.${basename(target).slice(0, 100)}-${id}.partial`)
    const file = await open(draft, 'wx', 0o600)
    try {
      const result = await fill(file)
      await file.sync()
      await file.close()
      checkStop(signal)
      await rename(draft, target)
      await flushFolder(dirname(target))
      return result
    } catch (error) {
      // Closing twice is none; a disk that is full may refuse it, and says so already.
      await file.close().catch(() => null)
      await rm(draft, { force: true })
      throw error
    }
  } catch (error) {
    if (systemCode(error) === 'ENOENT')
      throw new AppError('not_found', `There is no folder ${dirname(path)}, or it went away just now.`, {
        cause: error,
      })
    throw fileError(error, path)
  }
}

/** The file itself where the path is a link to it. Throws `invalid_input` for what is there and no file. */
async function findTarget(path: string): Promise<string> {
  const target = await realpath(path).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return path
    throw error
  })
  const there = await stat(target).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  })
  if (there?.isDirectory()) throw new AppError('invalid_input', `${path} is a folder. Name a file in it.`)
  if (there && !there.isFile())
    throw new AppError('invalid_input', `${path} is no ordinary file; nothing was written to it.`)
  return target
}
