import type { Preview } from '../../../shared/request.ts'
import { statEntry } from '../folders/entry.ts'
import { reach } from '../folders/reach.ts'
import type { Place } from '../place.ts'
import { absolutePath } from '../folders/path-text.ts'
import { AppError } from '../../../shared/errors.ts'
import { count } from './text.ts'

/** Where paths truly lead, and what is there now, for a preview. */
export async function targets(
  paths: readonly string[],
  place: Place,
  notes: readonly string[] = [],
): Promise<Preview> {
  return { kind: 'targets', targets: await Promise.all(paths.map((path) => describe(path, place))), notes }
}

async function describe(path: string, place: Place): Promise<string> {
  try {
    return await reach(path, { use: 'read', follow: false }, place, async (spot) => {
      const stat = await statEntry(spot)
      if (stat === null) return `${spot.path} (not there yet)`
      if (stat.isDirectory()) return `${spot.path} (a folder with all that is in it)`
      return `${spot.path} (${stat.isSymbolicLink() ? 'a link' : count(stat.size, 'byte')})`
    })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found')
      return `${absolutePath(path, place)} (not there yet)`
    throw error
  }
}
