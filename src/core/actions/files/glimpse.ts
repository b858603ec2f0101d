import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import type { Stats } from 'node:fs'
import { readlink } from 'node:fs/promises'
import { namesIn, statEntry } from '../folders/entry.ts'
import type { Entry } from '../folders/entry.ts'
import type { Print } from '../inverse.ts'
import { checkStop } from '../../stop.ts'
import { takePrint } from './print.ts'

/** A folder stays open while what is beneath it is looked at. */
const deepest = 50
/** Bytes of a file up to which all of it is read. */
const readWhole = 4_000_000

type Note = (path: string, what: string) => void

export interface Glimpse {
  readonly print: Print
  /** False for a folder with more in it than was looked at, and for a file that was not read. */
  readonly whole: boolean
}

/**
 * What can be told apart of a file, a link or a folder without reading for long: a small file by all it holds, a large one
 * by its size and time, a folder by the names, sizes and times of the first `most` entries in it. It stays the same when it
 * is moved, to another disk too. Null where there is nothing. `note` is told each entry that was looked at, with its path
 * from there («» for itself) and what tells it apart. Throws what the file system says, and AppError `cancelled`.
 */
export async function glimpse(
  entry: Entry,
  most: number,
  signal: AbortSignal,
  note: Note = () => {},
): Promise<Glimpse | null> {
  checkStop(signal)
  const stat = await statEntry(entry)
  if (stat === null) return null
  const mode = stat.mode & 0o7777
  const hash = createHash('sha256')
  if (stat.isDirectory()) {
    note('', 'folder')
    const left = await addFolder(entry, { hash, signal, note }, most)
    return {
      print: { kind: 'folder', mode, size: most - Math.max(left, 0), sha256: hash.digest('hex') },
      whole: left >= 0,
    }
  }
  if (stat.isFile() && stat.size > readWhole) {
    hash.update(JSON.stringify(traits(stat)))
    const sha256 = hash.digest('hex')
    note('', sha256)
    return { print: { kind: 'file', mode, size: stat.size, sha256 }, whole: false }
  }
  const print = await takePrint(entry, signal)
  if (print) note('', print.sha256)
  return print && { print, whole: true }
}

/** Entries of a folder that is told from what it becomes later. */
const mostInFolder = 50_000

/** What tells whether a folder that was moved was changed since; null where there is too much in it to tell. */
export async function printOfFolder(entry: Entry, signal: AbortSignal): Promise<Print | null> {
  const found = await glimpse(entry, mostInFolder, signal)
  return found?.whole ? found.print : null
}

/** Entries of a folder of which the names and times are enough: to read so many files would take far longer. */
const mostOutlined = 1_000_000

/**
 * What tells whether something was written to since it was asked for before, while it was read or copied: of a file its
 * size and time, which are looked at in a moment, so that nothing is written in the middle of it. It stays the same when
 * it is renamed. Null where there is nothing. Throws as `glimpse` does.
 */
export async function outline(entry: Entry, signal: AbortSignal): Promise<string | null> {
  const stat = await statEntry(entry)
  if (stat === null) return null
  if (!stat.isDirectory()) return JSON.stringify([stat.mode, stat.size, stat.mtimeMs])
  const seen = await glimpse(entry, mostOutlined, signal)
  return JSON.stringify(seen?.whole ? seen.print : await takePrint(entry, signal))
}

interface Looking {
  readonly hash: Hash
  readonly signal: AbortSignal
  readonly note: Note
}

/** How many entries may still be looked at; below zero when there were more. */
async function addFolder(
  entry: Entry,
  looking: Looking,
  most: number,
  way: readonly string[] = [],
): Promise<number> {
  const { hash, signal, note } = looking
  if (way.length === deepest) return -1
  await using folder = await entry.folder.inner(entry.name)
  let left = most
  const names: string[] = []
  for await (const name of namesIn(folder)) {
    names.push(name)
    left -= 1
    // In the order of the system, which stays the same while nothing comes or goes.
    if (left < 0) break
  }
  for (const name of names.toSorted()) {
    checkStop(signal)
    const inner = { folder, name }
    const stat = await statEntry(inner)
    const told = JSON.stringify([name, stat && traits(stat)])
    const leadsTo = stat?.isSymbolicLink() ? JSON.stringify(await readlink(folder.at(name))) : ''
    hash.update(told).update(leadsTo)
    note([...way, name].join('/'), told + leadsTo)
    if (!stat?.isDirectory() || left < 0) continue
    left = await addFolder(inner, looking, left, [...way, name])
    hash.update('/')
  }
  return left
}

/** Of a folder its time tells nothing that the names in it do not. A copy keeps milliseconds. */
function traits(stat: Stats): readonly unknown[] {
  const { mode, size, mtimeMs } = stat
  return stat.isFile() ? ['file', mode, size, Math.round(mtimeMs)] : [stat.isDirectory() ? 'folder' : 'other']
}
