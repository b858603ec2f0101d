import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Database, OpenDatabase } from './database/database.ts'
import { keysIn, settleKeys } from './database/queries/facts.ts'
import { outputsIn } from './database/queries/outputs.ts'
import type { Log } from './log.ts'
import type { Room } from './orchestrator/room.ts'

/**
 * Deletes conversations so that nothing of them is left: their rows, what is in the files of them, and long outputs of
 * their runs. What older conversations remember under the same keys counts again. `deletion` says which of them really go.
 */
export type RemoveForGood = <T>(ids: readonly string[], deletion: (tx: Database) => Promise<T>) => Promise<T>

/**
 * Removes files with long outputs of runs, by their names. The rows are gone: one file that cannot be removed keeps nobody
 * from opening Hearth. It goes when it is old.
 */
export async function removeOutputs(
  { dataFolder, log }: { readonly dataFolder: string; readonly log: Log },
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    // Never from anywhere else, whatever the row says.
    if (basename(name) !== name) continue
    await rm(join(dataFolder, 'outputs', name), { force: true }).catch((error: unknown) =>
      log.warn('output.left', { error }),
    )
  }
}

export function createRemoveForGood(
  { db, events, log }: Pick<Room, 'db' | 'events' | 'log'>,
  { dataFolder, erasing }: { readonly dataFolder: string; readonly erasing: OpenDatabase['erasing'] },
): RemoveForGood {
  return async (ids, deletion) => {
    const [keys, outputs] = await Promise.all([keysIn(db, ids), outputsIn(db, ids)])
    const result = await erasing('conversations', () =>
      db.transaction(async (tx) => {
        const deleted = await deletion(tx)
        await settleKeys(tx, keys)
        return deleted
      }),
    )
    await removeOutputs({ dataFolder, log }, outputs)
    if (keys.length > 0) events.emit({ type: 'memory.changed' })
    return result
  }
}
