import type { SnapshotReason } from '../../../shared/snapshot.ts'
import { ask } from './ask.ts'
import type { Erasing } from './erasing.ts'
import type { DatabaseThread } from './thread.ts'

const hasColumn = `select exists (select from information_schema.columns
  where table_name = 'conversation' and column_name = 'temporary') as known`
const anyTemporary = 'select exists (select from conversation where temporary) as open'

/**
 * What comes before a copy of the files that stays. A temporary conversation must not be in it: a daily snapshot waits
 * until it is left (false). For all others nobody talks yet, so one that is there was left behind by a crash, and goes.
 * Then what was deleted goes from the files.
 */
export function createBeforeCopy(
  thread: DatabaseThread,
  erasing: Pick<Erasing, 'while' | 'now'>,
): (reason: SnapshotReason, signal: AbortSignal) => Promise<boolean> {
  return async (reason, signal) => {
    const [schema] = await ask<{ known: boolean }>(thread.call, hasColumn)
    const [row] = schema?.known ? await ask<{ open: boolean }>(thread.call, anyTemporary) : []
    if (row?.open) {
      if (reason === 'daily') return false
      const sql = 'delete from conversation where temporary'
      await erasing.while('conversations', () => thread.call({ kind: 'exec', sql }))
    }
    await erasing.now(signal)
    return true
  }
}
