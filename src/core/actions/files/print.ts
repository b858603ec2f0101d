import { createHash } from 'node:crypto'
import { readlink } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import { namesIn, openEntry, statEntry } from '../folders/entry.ts'
import type { Entry } from '../folders/entry.ts'
import type { Print } from '../inverse.ts'
import { checkStop } from '../../stop.ts'

/**
 * What can be told apart of a file, a link or a whole folder: kind, mode and content. Null where there is nothing.
 * Throws what the file system says, and AppError `cancelled`.
 */
export async function takePrint(entry: Entry, signal: AbortSignal): Promise<Print | null> {
  checkStop(signal)
  const stat = await statEntry(entry)
  if (stat === null) return null
  const mode = stat.mode & 0o7777
  if (stat.isFile()) return { kind: 'file', mode, size: stat.size, sha256: await hashFile(entry, signal) }
  if (stat.isDirectory()) return { kind: 'folder', mode, ...(await hashFolder(entry, signal)) }
  if (stat.isSymbolicLink()) {
    const target = await readlink(entry.folder.at(entry.name))
    // A link has a mode on some systems, which nobody sets.
    return { kind: 'link', mode: 0, size: 0, sha256: createHash('sha256').update(target).digest('hex') }
  }
  throw new AppError('invalid_input', `${entry.folder.path}/${entry.name} is neither a file nor a folder.`)
}

export function samePrint(one: Print | null, other: Print | null): boolean {
  if (one === null || other === null) return one === other
  return one.kind === other.kind && one.mode === other.mode && one.sha256 === other.sha256
}

async function hashFile(entry: Entry, signal: AbortSignal): Promise<string> {
  await using handle = await openEntry(entry)
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(1_048_576)
  for (;;) {
    checkStop(signal)
    const { bytesRead } = await handle.read(buffer, 0, buffer.length)
    if (bytesRead === 0) return hash.digest('hex')
    hash.update(buffer.subarray(0, bytesRead))
  }
}

async function hashFolder(entry: Entry, signal: AbortSignal): Promise<{ size: number; sha256: string }> {
  await using folder = await entry.folder.inner(entry.name)
  const hash = createHash('sha256')
  const names = (await Array.fromAsync(namesIn(folder))).toSorted()
  for (const name of names) {
    const print = await takePrint({ folder, name }, signal)
    hash.update(JSON.stringify([name, print?.kind, print?.mode, print?.sha256]))
  }
  return { size: names.length, sha256: hash.digest('hex') }
}
