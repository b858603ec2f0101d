import type { PGlite } from '@electric-sql/pglite'
import { AppError } from '../../shared/errors.ts'
import type { DatabaseThread } from './thread.ts'

/** What Drizzle's PGlite driver calls of a client; ours forwards it to the database's thread. */
interface Queries {
  query(sql: string, params?: unknown[], options?: { rowMode?: 'array' | 'object' }): Promise<unknown>
  exec(sql: string): Promise<unknown>
}

interface Client extends Queries {
  transaction<T>(work: (transaction: Queries) => Promise<T>): Promise<T>
}

/** A client over the thread, to be handed to `drizzle()`. Only what Drizzle uses is there. */
export function threadClient(thread: DatabaseThread): PGlite {
  let lastTransaction = 0

  const queries = (transaction: number | null, check: () => void): Queries => ({
    query(sql, params = [], options = {}) {
      check()
      return thread.call({ kind: 'query', sql, params, rowMode: options.rowMode ?? 'object', transaction })
    },
    exec(sql) {
      check()
      return thread.call({ kind: 'exec', sql, transaction })
    },
  })

  const client: Client = {
    ...queries(null, () => {}),
    async transaction(work) {
      const id = ++lastTransaction
      const generation = thread.generation()
      await thread.call({ kind: 'begin', transaction: id })
      const check = (): void => {
        if (thread.generation() !== generation)
          throw new AppError('database', 'The database was restarted in the middle of a change.')
      }
      try {
        const result = await work(queries(id, check))
        check()
        await thread.call({ kind: 'commit', transaction: id })
        return result
      } catch (error) {
        // A thread that ended, or a commit that failed, took the transaction with it: then there is nothing to take back.
        if (thread.generation() === generation)
          await thread.call({ kind: 'rollback', transaction: id }).catch(() => null)
        throw error
      }
    },
  }
  return client as unknown as PGlite
}
