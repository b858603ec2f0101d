import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing } from '../../is-missing.ts'
import { isSnapshotId } from './snapshot-id.ts'

/**
 * Where snapshots lie. One is an archive and, written last, its manifest; whatever is not finished lies in a draft's
 * folder, so that it can be cleared away and never be taken for something whole.
 */
export function snapshotsFolder(dataFolder: string): string {
  return join(dataFolder, 'snapshots')
}

export const archiveEnd = '.tar.gz'
export const manifestEnd = '.json'
export const draftEnd = '.draft'
/** The draft of a check. */
export const checkDraft = 'check'
/** The copy that a question is asked of. */
export const questionDraft = 'question'

export const archiveFile = (folder: string, id: string): string => join(folder, id + archiveEnd)
export const manifestFile = (folder: string, id: string): string => join(folder, id + manifestEnd)
export const draftFolder = (folder: string, id: string): string => join(folder, id + draftEnd)

/** The names in a folder, none when it is not there. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** The ids of the snapshots that have a file with this end. A person's own files are no snapshots, whatever their end. */
export function idsWith(end: string, names: readonly string[]): string[] {
  return names
    .filter((name) => name.endsWith(end))
    .map((name) => name.slice(0, -end.length))
    .filter(isSnapshotId)
}
