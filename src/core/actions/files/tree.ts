import { chmod, mkdir, readlink, rmdir, symlink, unlink, utimes } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import { createEntry, namesIn, openEntry, statEntry } from '../folders/entry.ts'
import type { Entry } from '../folders/entry.ts'
import { checkStop } from '../../stop.ts'

/**
 * Copies a file, a link or a whole folder to a name that is free, with modes and times, and brings it to the disk. A
 * link is copied as a link, never followed. Fails whole: what was copied is removed again.
 */
export async function copyEntry(from: Entry, to: Entry, signal: AbortSignal): Promise<void> {
  checkStop(signal)
  const stat = await statEntry(from)
  if (stat === null) throw new AppError('not_found', `There is no ${from.folder.path}/${from.name}.`)
  if (stat.isFile()) return copyFile(from, to, signal)
  if (stat.isDirectory()) return copyFolder(from, to, signal)
  if (!stat.isSymbolicLink())
    throw new AppError('invalid_input', `${from.folder.path}/${from.name} is neither a file nor a folder.`)
  const target = await readlink(from.folder.at(from.name))
  await to.folder.confirm()
  await symlink(target, to.folder.at(to.name))
}

/** Removes a file, a link or a whole folder, also what nobody may write to. What links lead to stays. */
export async function removeEntry(entry: Entry): Promise<void> {
  const stat = await statEntry(entry)
  if (stat === null) return
  const way = entry.folder.at(entry.name)
  if (!stat.isDirectory()) {
    await entry.folder.confirm()
    await unlink(way)
    return
  }
  await using folder = await entry.folder.inner(entry.name)
  const names = await Array.fromAsync(namesIn(folder))
  const needed = 0o300
  if (names.length > 0 && (stat.mode & needed) !== needed) await chmod(folder.at('.'), stat.mode | needed)
  for (const name of names) await removeEntry({ folder, name })
  await entry.folder.confirm()
  await rmdir(way)
}

/** Writes a new file under a free name, whole and flushed, or nothing. Without a mode it gets the usual one. */
export async function writeEntry(
  to: Entry,
  mode: number | null,
  fill: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const handle = await createEntry(to, mode === null ? 0o666 : 0o600)
  try {
    try {
      await fill(handle)
      if (mode !== null) await handle.chmod(mode)
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    await removeEntry(to)
    throw error
  }
}

async function copyFile(from: Entry, to: Entry, signal: AbortSignal): Promise<void> {
  await using source = await openEntry(from)
  const { mode, atime, mtime } = await source.stat()
  await writeEntry(to, mode & 0o7777, async (handle) => {
    const buffer = Buffer.allocUnsafe(1_048_576)
    for (;;) {
      checkStop(signal)
      const { bytesRead } = await source.read(buffer, 0, buffer.length)
      if (bytesRead === 0) break
      await handle.writeFile(buffer.subarray(0, bytesRead))
    }
    await handle.utimes(atime, mtime)
  })
}

async function copyFolder(from: Entry, to: Entry, signal: AbortSignal): Promise<void> {
  await using source = await from.folder.inner(from.name)
  const stat = await statEntry(from)
  await to.folder.confirm()
  await mkdir(to.folder.at(to.name), { mode: 0o700 })
  try {
    await using target = await to.folder.inner(to.name)
    for (const name of await Array.fromAsync(namesIn(source)))
      await copyEntry({ folder: source, name }, { folder: target, name }, signal)
    if (stat) {
      await chmod(target.at('.'), stat.mode & 0o7777)
      await utimes(target.at('.'), stat.atime, stat.mtime)
    }
    await target.flush()
  } catch (error) {
    await removeEntry(to)
    throw error
  }
}
