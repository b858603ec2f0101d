import { realpath } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import type { PlannedAction } from '../../../shared/request.ts'
import { systemCode } from '../../actions/folders/file-errors.ts'
import { absolutePath } from '../../actions/folders/path-text.ts'
import { isWithin } from '../../actions/folders/within.ts'
import type { Place } from '../../actions/place.ts'

/** Actions that read what their arguments name and nothing else, and the argument that names it. */
const readers: ReadonlyMap<string, string> = new Map([
  ['list_files', 'folder'],
  ['read_file', 'path'],
  ['search_files', 'folder'],
])

type Named = Pick<PlannedAction, 'action' | 'arguments'>

/** The granted folders that an approved plan read in. */
export async function foldersRead(approved: readonly Named[], place: Place): Promise<ReadonlySet<string>> {
  const folders = await Promise.all(approved.map((action) => folderRead(action, place)))
  return new Set(folders.filter((folder) => folder !== null))
}

/**
 * The granted folder that an action only reads in, with links followed; null where that cannot be told, or where it may
 * do more. Reading it looks again at the moment of use.
 */
export async function folderRead({ action, arguments: args }: Named, place: Place): Promise<string | null> {
  const argument = readers.get(action)
  const text = argument === undefined ? undefined : args[argument]
  if (typeof text !== 'string') return null
  try {
    const path = await realpath(absolutePath(text, place))
    // The innermost, where one granted folder lies in another.
    const around = place.granted.filter((folder) => isWithin(folder, path, place.platform))
    return around.toSorted((one, other) => other.length - one.length)[0] ?? null
  } catch (error) {
    // It is not there, or not to be reached: whoever approves it is told.
    if (error instanceof AppError || systemCode(error) !== null) return null
    throw error
  }
}
