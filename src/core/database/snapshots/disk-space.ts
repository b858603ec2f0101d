import { readdir, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'

/** Bytes of all files in a folder and beneath. */
export async function folderSize(folder: string): Promise<number> {
  let sum = 0
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) sum += (await stat(join(entry.parentPath, entry.name))).size
  }
  return sum
}

/** Bytes that may still be written on the disk of a folder. */
export async function freeSpace(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** Postgres cannot say why it does not start: where there is no room, that is why, and not damage. */
export async function isNearlyFull(folder: string): Promise<boolean> {
  // One segment of its log.
  return (await freeSpace(folder)) < 16 * 1_024 * 1_024
}
