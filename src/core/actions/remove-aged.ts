import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../log.ts'
import { systemCode } from './folders/file-errors.ts'

const keptMs = 30 * 24 * 60 * 60_000

/** Names that Hearth gave: an id, alone or with one end, or what a move left. Whatever else lies there is somebody's own. */
const ours = /^(\.hearth-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.[a-z]{1,10})?$/

/**
 * Removes what was put aside to take steps back, and what commands gave out, when it has lain there for 30 days. Nothing
 * else: no other name, nothing that a link leads to, and no link in the place of the two folders.
 */
export async function removeAged(dataFolder: string, now: Date, log: Log): Promise<void> {
  for (const name of ['undo', 'outputs']) {
    const folder = join(dataFolder, name)
    let removed = 0
    for (const each of await namesIn(folder)) {
      if (!ours.test(each) || !(await isAged(join(folder, each), now))) continue
      await rm(join(folder, each), { recursive: true, force: true })
      removed += 1
    }
    if (removed > 0) log.info('aged.removed', { folder: name, removed })
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await lstat(folder)).isDirectory() ? await readdir(folder) : []
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}

/** By when it came there: what is put aside keeps the time of its last change, which may be years ago. */
async function isAged(path: string, now: Date): Promise<boolean> {
  const { ctimeMs, mtimeMs, birthtimeMs } = await lstat(path)
  return now.getTime() - Math.max(ctimeMs, mtimeMs, birthtimeMs) > keptMs
}
