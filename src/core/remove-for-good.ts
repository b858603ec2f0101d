import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database, OpenDatabase } from './database/database.ts'
import { keysIn, settleKeys } from './database/queries/facts.ts'
import { ownFilesIn, type OwnFile } from './database/queries/own-files.ts'
import { forgetTold, toldIn } from './database/queries/reminders.ts'
import type { Log } from './log.ts'
import type { Room } from './orchestrator/room.ts'

/**
 * Deletes conversations so that nothing of them is left: their rows, what is in the files of them, long outputs of their
 * runs, what their runs put aside, and reminders that were told. What older conversations remember under the same keys counts again. `deletion` says which of them really go.
 */
export type RemoveForGood = <T>(ids: readonly string[], deletion: (tx: Database) => Promise<T>) => Promise<T>

/**
 * Removes what lies in the data folder for steps of runs. The rows are gone: one file that cannot be removed keeps nobody
 * from opening Hearth. It goes when it is old.
 */
export async function removeOwnFiles(
  { dataFolder, log }: { readonly dataFolder: string; readonly log: Log },
  files: readonly OwnFile[],
): Promise<void> {
  for (const { folder, name } of files) {
    // Never from anywhere else, whatever the row says.
    if (!isName.test(name)) continue
    // A folder may have been put aside with all that was in it.
    await rm(join(dataFolder, folder, name), { force: true, recursive: folder === 'undo' }).catch(
      (error: unknown) => log.warn('own_file.left', { folder, error }),
    )
  }
}

/** One name that leads nowhere else. */
const isName = /^[\w-][\w.-]*$/u

export function createRemoveForGood(
  { db, events, log }: Pick<Room, 'db' | 'events' | 'log'>,
  { dataFolder, erasing }: { readonly dataFolder: string; readonly erasing: OpenDatabase['erasing'] },
): RemoveForGood {
  return async (ids, deletion) => {
    const [keys, files, told] = await Promise.all([keysIn(db, ids), ownFilesIn(db, ids), toldIn(db, ids)])
    const result = await erasing('conversations', () =>
      db.transaction(async (tx) => {
        const deleted = await deletion(tx)
        await settleKeys(tx, keys)
        await forgetTold(tx, told)
        return deleted
      }),
    )
    // One that somebody took back meanwhile keeps what it has.
    const stay = new Set((await ownFilesIn(db, ids)).map(({ name }) => name))
    await removeOwnFiles(
      { dataFolder, log },
      files.filter(({ name }) => !stay.has(name)),
    )
    if (keys.length > 0) events.emit({ type: 'memory.changed' })
    return result
  }
}
