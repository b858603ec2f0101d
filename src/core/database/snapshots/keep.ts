import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { flushFolder } from '../flush.ts'
import { clearFolder } from './clear.ts'
import {
  archiveEnd,
  archiveFile,
  checkDraft,
  draftEnd,
  idsWith,
  manifestEnd,
  manifestFile,
  namesIn,
  questionDraft,
  snapshotsFolder,
} from './places.ts'
import { readShelf, type ShelfOptions } from './shelf.ts'

/**
 * Keeps the newest good snapshots and removes what is older, also what cannot be used; newer ones that cannot be used
 * stay, so that somebody can look at them. Resolves with the ids of those that went.
 */
export async function keepNewest(count: number, options: ShelfOptions): Promise<readonly string[]> {
  const { usable, unusable } = await readShelf(options)
  const oldest = usable[count - 1]
  if (!oldest) return []
  const old = [...usable, ...unusable].map(({ id }) => id).filter((id) => id < oldest.id)
  for (const id of old) await removeSnapshot(options.dataFolder, id)
  return old
}

/** The manifest first: what is left without it is no snapshot. */
async function removeSnapshot(dataFolder: string, id: string): Promise<void> {
  const folder = snapshotsFolder(dataFolder)
  await rm(manifestFile(folder, id), { force: true })
  await flushFolder(folder)
  await rm(archiveFile(folder, id), { force: true })
}

/** How a manifest is called while it is written. */
const halfManifestEnd = `${manifestEnd}.partial`

/** Clears away what a crash left half made or half removed, and nothing else that lies there. Nobody else may be making a snapshot meanwhile. */
export async function sweep(dataFolder: string): Promise<void> {
  const folder = snapshotsFolder(dataFolder)
  const names = await namesIn(folder)
  const whole = new Set(idsWith(manifestEnd, names))
  const alone = idsWith(archiveEnd, names).filter((id) => !whole.has(id))
  const left = [
    ...[checkDraft, questionDraft, ...idsWith(draftEnd, names)].map((id) => id + draftEnd),
    ...idsWith(halfManifestEnd, names).map((id) => id + halfManifestEnd),
    ...alone.map((id) => id + archiveEnd),
  ]
  for (const name of left) await clearFolder(join(folder, name))
}
