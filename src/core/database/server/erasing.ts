import type { Pool } from 'pg'
import type { Log } from '../../log.ts'
import type { OpenDatabase } from '../database.ts'

/** Milliseconds that others may hold the small table before it is left as it is. */
const patienceMs = 2_000

/**
 * On a server the files are not ours. What can be asked of it: the small table of facts is written anew, where nobody holds
 * it, and the space of deleted messages is given back to be written over. Its log and its backups keep what they hold.
 */
export function createErasing(pool: Pool, log: Log): OpenDatabase['erasing'] {
  async function vacuum(deleted: 'facts' | 'conversations'): Promise<void> {
    const connection = await pool.connect()
    try {
      await connection.query(`set lock_timeout = ${patienceMs}`)
      await connection.query('vacuum full conversation_context')
      if (deleted === 'conversations') await connection.query('vacuum message')
    } finally {
      await connection.query('reset lock_timeout').finally(() => connection.release())
    }
  }
  return async (deleted, deletion) => {
    const result = await deletion()
    // Whoever deletes does not wait for it; a server that refuses has its own upkeep.
    void vacuum(deleted).catch((error: unknown) => log.warn('database.erase', { error }))
    return result
  }
}
