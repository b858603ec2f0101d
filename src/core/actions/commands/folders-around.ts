import { dirname } from 'node:path'

/**
 * The folders within `folder` that these paths lie in, the outer before the inner. None of them may be renamed: else
 * `mv .git` would take the hooks out of the way, and others could be put there, and `mv app` would take its keys to where
 * nobody looks for them the next time.
 */
export function foldersAround(paths: readonly string[], folder: string): string[] {
  const found = new Set<string>()
  for (const path of paths)
    for (let around = dirname(path); around.length > folder.length; around = dirname(around))
      found.add(around)
  return [...found].toSorted((one, other) => one.length - other.length)
}
