import { realpath } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import { makeFolder } from '../../make-folder.ts'
import type { Execution } from '../action.ts'
import type { Entry } from '../folders/entry.ts'
import { statEntry } from '../folders/entry.ts'
import { openFolder } from '../folders/open-folder.ts'
import type { OpenFolder } from '../folders/open-folder.ts'
import type { Spot } from '../folders/reach.ts'
import type { Place } from '../place.ts'
import { outline } from './glimpse.ts'
import { addName } from './move.ts'
import { copyEntry } from './tree.ts'

/** Opens the folder where old bytes are put aside, and makes it if need be. */
export async function openUndoFolder(place: Place): Promise<OpenFolder> {
  makeFolder(place.undoFolder)
  return openFolder(await realpath(place.undoFolder), place.platform)
}

export interface Kept extends Entry {
  /** The outline of the file before anything was kept of it. */
  readonly before: string | null
}

/**
 * Throws `changed` when a file is no longer what was kept of it. Under a second name it always is; a copy takes its time,
 * in which others may write. To be asked right before the file is replaced: it does not read, which would take time again.
 */
export async function checkKept(file: Spot, kept: Kept, signal: AbortSignal): Promise<void> {
  const [now, second] = [await statEntry(file), await statEntry(kept)]
  if (now && second && now.dev === second.dev && now.ino === second.ino) return
  if (now && (await outline(file, signal)) === kept.before) return
  throw new AppError('changed', `${file.path} was changed just now. It was left as it is.`)
}

/**
 * Keeps what a file holds before another takes its name: under a second name where the system can (then it is the very
 * file that is replaced), else as a copy. The id is a UUID. On failure nothing is kept.
 */
export async function keepFile(file: Entry, undo: OpenFolder, { place, signal }: Execution): Promise<Kept> {
  const before = await outline(file, signal)
  const kept = { folder: undo, name: place.newId() }
  if (!(await addName(file, kept))) await copyEntry(file, kept, signal)
  await undo.flush()
  return { ...kept, before }
}
