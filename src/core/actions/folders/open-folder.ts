import { constants } from 'node:fs'
import { lstat, open, readlink, realpath } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { fileError } from '../../file-errors.ts'

/** A folder that is held open, so that what is done in it is done in it and nowhere else. */
export interface OpenFolder extends AsyncDisposable {
  /** Where it truly lies, free of links. */
  readonly path: string
  /** What to give to Node for something in it: never follow a link at its end. */
  at(name: string): string
  /** Opens a folder in it, never through a link. */
  inner(name: string): Promise<OpenFolder>
  /** Throws AppError `forbidden` where the folder is no longer what its path leads to. Nothing to do on Linux. */
  confirm(): Promise<void>
  /** Brings the names in it to the disk. */
  flush(): Promise<void>
}

/**
 * Opens a folder without following a link at the end of `way`.
 *
 * What holds. On Linux `at` goes through the open folder (`/proc/self/fd/N/name`), which is what `openat` does: no link
 * that is put anywhere on the way afterwards changes what is reached, and `path` is what the kernel says of the open
 * folder. What is left: the folder itself may be moved elsewhere while it is open, and a hard link or a mount cannot be
 * told from what it leads to.
 *
 * Elsewhere Node has nothing like it. There `path` is resolved again after opening and compared (device and inode), and
 * `confirm` does the same right before each change; between that and the change, whoever may write in the granted
 * folder has a moment (microseconds) to exchange a folder on the way for a link. On Windows folders are not held open.
 */
export async function openFolder(way: string, platform: NodeJS.Platform): Promise<OpenFolder> {
  if (platform === 'win32') return unheldFolder(way)
  try {
    const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants
    const handle = await open(way, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    try {
      return platform === 'linux' ? await throughDescriptor(handle) : await throughPath(handle, way, platform)
    } catch (error) {
      await handle.close()
      throw error
    }
  } catch (error) {
    throw fileError(error, way)
  }
}

async function throughDescriptor(handle: FileHandle): Promise<OpenFolder> {
  const self = `/proc/self/fd/${handle.fd}`
  return {
    path: await readlink(self),
    at: (name) => `${self}/${name}`,
    inner: (name) => openFolder(`${self}/${name}`, 'linux'),
    confirm: async () => {},
    flush: () => handle.sync(),
    [Symbol.asyncDispose]: () => handle.close(),
  }
}

async function throughPath(handle: FileHandle, way: string, platform: NodeJS.Platform): Promise<OpenFolder> {
  const opened = await handle.stat({ bigint: true })
  const path = await realpath(way)
  const confirm = async (): Promise<void> => {
    const now = await lstat(await realpath(path), { bigint: true })
    if (now.dev !== opened.dev || now.ino !== opened.ino || (await realpath(path)) !== path) throw moved(path)
  }
  await confirm()
  return {
    path,
    at: (name) => join(path, name),
    inner: (name) => openInner(path, name, platform),
    confirm,
    flush: () => handle.sync(),
    [Symbol.asyncDispose]: () => handle.close(),
  }
}

async function unheldFolder(way: string): Promise<OpenFolder> {
  const path = await realpath(way)
  const confirm = async (): Promise<void> => {
    if ((await realpath(path)) !== path) throw moved(path)
    if (!(await lstat(path)).isDirectory()) throw new AppError('invalid_input', `${path} is not a folder.`)
  }
  await confirm()
  return {
    path,
    at: (name) => join(path, name),
    inner: (name) => openInner(path, name, 'win32'),
    confirm,
    flush: async () => {},
    [Symbol.asyncDispose]: async () => {},
  }
}

/** Where a folder is reached by its path, it must lie where it seems to. */
async function openInner(path: string, name: string, platform: NodeJS.Platform): Promise<OpenFolder> {
  const inner = await openFolder(join(path, name), platform)
  if (inner.path === join(path, name)) return inner
  await inner[Symbol.asyncDispose]()
  throw moved(join(path, name))
}

function moved(path: string): AppError {
  return new AppError(
    'forbidden',
    `${path} was exchanged for something else just now. Nothing was done there.`,
  )
}
