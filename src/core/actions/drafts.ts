import { dirname, join } from 'node:path'
import { findAppError } from '../../shared/errors.ts'
import type { Step } from './action.ts'
import { deleteFile } from './files/delete-file.ts'
import { draftName } from './files/draft-name.ts'
import { glimpse } from './files/glimpse.ts'
import { removeEntry } from './files/tree.ts'
import { statEntry, type Entry } from './folders/entry.ts'
import { reach } from './folders/reach.ts'
import type { Place } from './place.ts'

/** Entries of a folder that is compared with another. One with more in it stays. */
const mostCompared = 50_000

/**
 * Clears away what a step that was cut off has left beside the files that it names, under the name that only this step gave:
 * half of a copy, or what is there once more. What may be all that there is stays; returns where. Folders that are not
 * granted any more are left alone.
 */
export async function clearDrafts(step: Step, id: string, place: Place): Promise<string[]> {
  const stays: string[] = []
  const names = step.names(place)
  for (const folder of new Set(names.map((path) => dirname(path)))) {
    try {
      await reach(join(folder, draftName({ id, place })), asItIs, place, async (draft) => {
        if ((await statEntry(draft)) === null) return
        if (await isSpare(draft, folder, step, place)) await removeEntry(draft)
        else stays.push(draft.path)
      })
    } catch (error) {
      if (!findAppError(error)) throw error
      place.log.warn('draft.left', { error })
    }
  }
  return stays
}

const asItIs = { use: 'change', follow: false } as const

async function isSpare(draft: Entry, folder: string, step: Step, place: Place): Promise<boolean> {
  const [from = '', to] = step.names(place)
  // What is made there is told by the arguments; what is removed would be gone with it.
  if (to === undefined) return step.action !== deleteFile.name
  // The old name goes only when the copy has got the new one.
  const isCopy = dirname(to) === folder && dirname(from) !== folder
  if (isCopy && (await reach(from, asItIs, place, statEntry)) !== null) return true
  const rest = await entriesIn(draft)
  if (rest === null) return false
  for (const path of [from, to]) {
    const there = await reach(path, asItIs, place, entriesIn)
    if (there && [...rest].every(([name, what]) => there.get(name) === what)) return true
  }
  return false
}

/** What tells each entry apart, by its way from there. Null where there is nothing, or too much to tell. */
async function entriesIn(entry: Entry): Promise<ReadonlyMap<string, string> | null> {
  const entries = new Map<string, string>()
  const { signal } = new AbortController()
  const found = await glimpse(entry, mostCompared, signal, (way, what) => entries.set(way, what))
  return !found || (found.print.kind === 'folder' && !found.whole) ? null : entries
}
