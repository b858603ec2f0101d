import type { BigIntStats } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { systemCode } from '../folders/file-errors.ts'
import { checkStop } from '../stop.ts'

/** What tells a file apart that has several names (hard links); null for whatever else it is. */
export function sharedFile(stat: BigIntStats): string | null {
  return stat.isFile() && stat.nlink > 1n ? `${stat.dev}:${stat.ino}` : null
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
    try {
      const file = sharedFile(await lstat(path, { bigint: true }))
      if (file !== null && shared.has(file)) found.push(path)
    } catch (error) {
      // Gone just now.
      if (systemCode(error) === null) throw error
    }
  }
  return found
}
