import type { BigIntStats } from 'node:fs'
import { lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCode } from '../../file-errors.ts'
import { checkStop } from '../../stop.ts'

/** What tells a file apart that has several names (hard links); null for whatever else it is. */
export function sharedFile(stat: BigIntStats): string | null {
  return stat.isFile() && stat.nlink > 1n ? `${stat.dev}:${stat.ino}` : null
}

async function sharedAt(path: string): Promise<string | null> {
  try {
    return sharedFile(await lstat(path, { bigint: true }))
  } catch (error) {
    // Gone just now.
    if (systemCode(error) === null) throw error
    return null
  }
}

/** Which of these paths are names of one of these files. Throws AppError `cancelled`. */
export async function namesOfShared(
  paths: readonly string[],
  shared: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<string[]> {
  const found: string[] = []
  // Seldom is there any, and to look at every file takes longer than to read their names.
  if (shared.size === 0) return found
  for (const path of paths) {
    checkStop(signal)
    const file = await sharedAt(path)
    if (file !== null && shared.has(file)) found.push(path)
  }
  return found
}

/**
 * The files beneath a folder that have other names too, among its first `most` entries; `whole`: these were all. What
 * cannot be looked at has none. Throws AppError `cancelled`.
 */
export async function sharedIn(
  folder: string,
  most: number,
  signal: AbortSignal,
): Promise<{ readonly shared: readonly string[]; readonly whole: boolean }> {
  const shared: string[] = []
  const queue = [folder]
  let left = most
  for (const around of queue) {
    try {
      for await (const entry of await opendir(around, { bufferSize: 1_024 })) {
        checkStop(signal)
        left -= 1
        if (left < 0) return { shared, whole: false }
        const path = join(around, entry.name)
        if (entry.isDirectory()) queue.push(path)
        const file = entry.isFile() ? await sharedAt(path) : null
        if (file !== null) shared.push(file)
      }
    } catch (error) {
      // Gone just now, or closed to us and so to what we run.
      if (systemCode(error) === null) throw error
    }
  }
  return { shared, whole: true }
}
