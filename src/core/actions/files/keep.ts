import { realpath } from 'node:fs/promises'
import { makeFolder } from '../../make-folder.ts'
import type { Execution } from '../action.ts'
import type { Entry } from '../folders/entry.ts'
import { openFolder } from '../folders/open-folder.ts'
import type { OpenFolder } from '../folders/open-folder.ts'
import type { Place } from '../place.ts'
import { addName } from './move.ts'
import { copyEntry } from './tree.ts'

/** Opens the folder where old bytes are put aside, and makes it if need be. */
export async function openUndoFolder(place: Place): Promise<OpenFolder> {
  makeFolder(place.undoFolder)
  return openFolder(await realpath(place.undoFolder), place.platform)
}

/**
 * Keeps what a file holds before another takes its name: under a second name where the system can (then it is the very
 * file that is replaced), else as a copy. The id is a UUID. On failure nothing is kept.
 */
export async function keepFile(file: Entry, undo: OpenFolder, { place, signal }: Execution): Promise<Entry> {
  const kept = { folder: undo, name: place.newId() }
  if (!(await addName(file, kept))) await copyEntry(file, kept, signal)
  await undo.flush()
  return kept
}
