import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** All that is in a folder, by its path there: `folder`, or the hash of what a file holds. */
export async function contentsOf(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const content = entry.isFile() ? await readFile(path) : null
    found[relative(folder, path)] = content ? createHash('sha256').update(content).digest('hex') : 'folder'
  }
  return found
}
