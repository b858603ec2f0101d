import type { PGlite } from '@electric-sql/pglite'
import type { DatabaseThread } from './thread.ts'
import type { WorkerRequest } from './worker-protocol.ts'

/** What Drizzle's PGlite driver calls of a client; ours forwards it to the database's thread. */
interface Queries {
  query(sql: string, params?: unknown[], options?: { rowMode?: 'array' | 'object' }): Promise<unknown>
  exec(sql: string): Promise<unknown>
}

interface Client extends Queries {
  transaction<T>(work: (transaction: Queries) => Promise<T>): Promise<T>
}

/**
 * A client over the thread, to be handed to `drizzle()`; only what Drizzle uses is there. With a signal all that it reads
 * gives way to everything else, and is not waited for once the signal aborts.
 */
export function threadClient(thread: Pick<DatabaseThread, 'call' | 'claim'>, signal?: AbortSignal): PGlite {
  const client: Client = {
    ...queries((request) => thread.call(request, signal)),
    async transaction(work) {
      const turn = await thread.claim()
      try {
        await turn.call({ kind: 'exec', sql: 'begin' })
        const result = await work(queries(turn.call))
        await turn.call({ kind: 'exec', sql: 'commit' })
        return result
      } catch (error) {
        // A thread that ended took the transaction with it: then there is nothing to take back.
        await turn.call({ kind: 'exec', sql: 'rollback' }).catch(() => null)
        throw error
      } finally {
        turn.release()
      }
    },
  }
  return client as unknown as PGlite
}

function queries(call: (request: WorkerRequest) => Promise<unknown>): Queries {
  return {
    query: (sql, params = [], { rowMode = 'object' } = {}) => call({ kind: 'query', sql, params, rowMode }),
    exec: (sql) => call({ kind: 'exec', sql }),
  }
}
