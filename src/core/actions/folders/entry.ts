import { constants } from 'node:fs'
import type { Stats } from 'node:fs'
import { lstat, open, opendir } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import { systemCode } from '../../file-errors.ts'
import type { OpenFolder } from './open-folder.ts'

/** A name in an open folder. */
export interface Entry {
  readonly folder: OpenFolder
  readonly name: string
}

const { O_RDONLY, O_WRONLY, O_CREAT, O_EXCL } = constants
// Windows has neither; there are no pipes in its folders.
const [O_NOFOLLOW, O_NONBLOCK] = [constants.O_NOFOLLOW ?? 0, constants.O_NONBLOCK ?? 0]

/** What is there under this name, or null. A link is a link. */
export async function statEntry({ folder, name }: Entry): Promise<Stats | null> {
  try {
    return await lstat(folder.at(name))
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
}

/**
 * Opens a file for reading: a file and nothing else, never through a link; a pipe is not waited for. What is read is
 * what was opened, whatever happens to its name.
 */
export async function openEntry({ folder, name }: Entry): Promise<FileHandle> {
  const notFile = new AppError('invalid_input', `${folder.path}/${name} is not a file.`)
  const way = folder.at(name)
  // Devices can do things when they are merely opened.
  if (!(await lstat(way)).isFile()) throw notFile
  const handle = await open(way, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  try {
    const opened = await handle.stat({ bigint: true })
    if (!opened.isFile()) throw notFile
    await folder.confirm()
    const named = await lstat(way, { bigint: true })
    if (named.dev !== opened.dev || named.ino !== opened.ino)
      throw new AppError('forbidden', `${folder.path}/${name} was exchanged just now. Try again.`)
    return handle
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** Makes a file that is not there yet, for writing. */
export async function createEntry({ folder, name }: Entry, mode: number): Promise<FileHandle> {
  await folder.confirm()
  return open(folder.at(name), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode)
}

/** All names in an open folder, in the system's order. */
export async function* namesIn(folder: OpenFolder): AsyncGenerator<string> {
  for await (const { name } of await opendir(folder.at('.'), { bufferSize: 1_024 })) yield name
}
