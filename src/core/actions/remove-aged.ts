import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../log.ts'
import { removeEntry } from './files/tree.ts'
import { namesIn, statEntry, type Entry } from './folders/entry.ts'
import { systemCode } from '../file-errors.ts'
import { openFolder, type OpenFolder } from './folders/open-folder.ts'

const keptMs = 30 * 24 * 60 * 60_000

/** Names that Hearth gave: an id, alone or with one end, or what a move left. Whatever else lies there is somebody's own. */
const ours = /^(\.hearth-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.[a-z]{1,10})?$/

/**
 * Removes what was put aside to take steps back, and what commands gave out, when it has lain there for 30 days. Nothing
 * else: no other name, nothing that a link leads to, and no link in the place of the two folders. What cannot be removed
 * is logged and tried again the next time.
 */
export async function removeAged(dataFolder: string, now: Date, log: Log): Promise<void> {
  for (const name of ['undo', 'outputs']) {
    await using folder = await openOwn(join(dataFolder, name))
    if (folder === null) continue
    let removed = 0
    for (const each of await Array.fromAsync(namesIn(folder))) {
      if (!ours.test(each)) continue
      try {
        if (await removeOld({ folder, name: each }, now)) removed += 1
      } catch (error) {
        log.warn('aged.left', { folder: name, error })
      }
    }
    if (removed > 0) log.info('aged.removed', { folder: name, removed })
  }
}

async function openOwn(path: string): Promise<OpenFolder | null> {
  try {
    if (!(await lstat(path)).isDirectory()) return null
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
  return openFolder(path, process.platform)
}

/** By when it came there: what is put aside keeps the time of its last change, which may be years ago. */
async function removeOld(entry: Entry, now: Date): Promise<boolean> {
  const stat = await statEntry(entry)
  if (stat === null) return false
  const { ctimeMs, mtimeMs, birthtimeMs } = stat
  if (now.getTime() - Math.max(ctimeMs, mtimeMs, birthtimeMs) <= keptMs) return false
  await removeEntry(entry)
  return true
}
