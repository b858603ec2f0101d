import { join } from 'node:path'
import { namesIn, statEntry } from '../folders/entry.ts'
import type { Entry } from '../folders/entry.ts'
import type { OpenFolder } from '../folders/open-folder.ts'
import { isPrivate } from '../folders/private.ts'
import type { Place } from '../place.ts'
import { checkStop } from '../../stop.ts'

export interface Found extends Entry {
  readonly path: string
  readonly kind: 'file' | 'folder'
}

/** Large, and not what people look for: what others wrote, and what git keeps. */
const leftOut = new Set(['node_modules', '.git'])
/** A folder stays open while what is beneath it is walked. */
const deepest = 50

/**
 * All files and folders beneath an open folder. Links are not followed, and what is private is left out. Folders that
 * cannot be opened are left out too, and told by `skipped`.
 */
export async function* walk(
  folder: OpenFolder,
  place: Place,
  signal: AbortSignal,
  skipped: (path: string) => void,
  depth = 0,
): AsyncGenerator<Found> {
  for await (const name of namesIn(folder)) {
    checkStop(signal)
    const path = join(folder.path, name)
    if (leftOut.has(name) || isPrivate(path, place.home, place.platform)) continue
    const stat = await statEntry({ folder, name })
    if (stat?.isFile()) yield { folder, name, path, kind: 'file' }
    if (!stat?.isDirectory()) continue
    yield { folder, name, path, kind: 'folder' }
    const inner = depth < deepest ? await openInner(folder, name) : null
    if (inner === null) {
      skipped(path)
      continue
    }
    await using opened = inner
    yield* walk(opened, place, signal, skipped, depth + 1)
  }
}

async function openInner(folder: OpenFolder, name: string): Promise<OpenFolder | null> {
  try {
    return await folder.inner(name)
  } catch {
    // No leave to look in, or gone just now: told as skipped.
    return null
  }
}
