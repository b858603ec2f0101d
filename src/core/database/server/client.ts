import { Pool, types as pgTypes, type PoolClient, type QueryConfig, type QueryResult } from 'pg'
import { AppError } from '../../../shared/errors.ts'
import { nobodyWaits, unlessAborted } from '../unless-aborted.ts'

const { builtins } = pgTypes
type TypeId = Parameters<typeof pgTypes.getTypeParser>[0]

/** Drizzle's query: a text with how its values are to be read. */
type Query = QueryConfig & { readonly types: NonNullable<QueryConfig['types']> }

export interface ClientOptions {
  readonly pool: Pool
  /** Milliseconds that one statement may take. */
  readonly patienceMs: number
  /** From a failure to what it means. */
  readonly explain: (error: unknown) => unknown
}

/**
 * A client over a pool, to be handed to `drizzle()`; only what Drizzle uses is there. A transaction has a connection of
 * its own.
 */
export function poolClient(options: ClientOptions): Pool {
  return asPool({
    async query(query: Query, values: unknown[]) {
      const connection = await lend(options)
      try {
        return await connection.query(query, values)
      } finally {
        connection.release()
      }
    },
    async connect() {
      const connection = await lend(options)
      let begun = false
      return {
        async query(query: Query, values: unknown[]) {
          try {
            const result = await connection.query(query, values)
            begun = true
            return result
          } catch (error) {
            // Drizzle gives a connection back only after a transaction has begun there.
            if (!begun) connection.release()
            throw error
          }
        },
        release: connection.release,
      }
    },
  })
}

/** The same for reads that nobody may wait for any more: see `OpenDatabase.until`. */
export function readerClient(
  options: ClientOptions,
  signal: AbortSignal,
  /** Cancels what a connection does, on the server. Rejects when the server cannot be asked to. */
  cancel: (processId: number) => Promise<unknown>,
): Pool {
  async function read(query: Query, values: unknown[]): Promise<QueryResult> {
    const connection = await lend(options)
    let cancelled: Promise<unknown> = Promise.resolve()
    const stop = (): void => {
      cancelled = cancel(connection.processId).catch(connection.end)
    }
    try {
      if (signal.aborted) throw nobodyWaits()
      signal.addEventListener('abort', stop, { once: true })
      return await connection.query(query, values)
    } finally {
      signal.removeEventListener('abort', stop)
      // Only then: it would hit the next statement on this connection.
      await cancelled
      connection.release()
    }
  }
  return asPool({
    query: (query: Query, values: unknown[]) => unlessAborted(signal, () => read(query, values), nobodyWaits),
  })
}

/** A connection of the pool, for one caller. Its failures say what they mean. */
interface Lent {
  /** The server's process behind it. */
  readonly processId: number
  query(query: Query, values: unknown[]): Promise<QueryResult>
  release(): void
  end(): Promise<void>
}

async function lend({ pool, patienceMs, explain }: ClientOptions): Promise<Lent> {
  const connection = await pool.connect().catch((error: unknown) => {
    throw explain(error)
  })
  let lost = false
  return {
    // pg's types leave it out.
    processId: (connection as PoolClient & { readonly processID: number }).processID,
    async query(query, values) {
      try {
        return await run(connection, query, values, patienceMs)
      } catch (error) {
        const known = explain(error)
        lost ||= known instanceof AppError && known.code === 'database_unreachable'
        throw known
      }
    },
    // The server may have said its last word on it, and pg not know yet: nobody else shall have it.
    release: () => connection.release(lost),
    end: () => connection.end(),
  }
}

/** A statement that the server never answers ends with its connection. */
async function run(
  connection: PoolClient,
  query: Query,
  values: unknown[],
  patienceMs: number,
): Promise<QueryResult> {
  const late = setTimeout(() => void connection.end(), patienceMs)
  try {
    return await connection.query({ ...query, types: asEmbedded(query.types) }, values)
  } finally {
    clearTimeout(late)
  }
}

/** A bigint is a number where a number holds it, as the embedded database reads it; pg alone would give a text. */
function asEmbedded(types: Query['types']): Query['types'] {
  const readInt8 = (text: string): number | bigint => {
    const value = Number(text)
    return Number.isSafeInteger(value) ? value : BigInt(text)
  }
  const getTypeParser = (type: TypeId, format?: 'text') =>
    type === builtins.INT8 ? readInt8 : types.getTypeParser(type, format)
  return { getTypeParser: getTypeParser as typeof types.getTypeParser }
}

/** Drizzle knows by `instanceof Pool` that a transaction needs a connection of its own. */
function asPool(client: object): Pool {
  return Object.assign(Object.create(Pool.prototype) as Pool, client)
}
