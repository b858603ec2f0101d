import { Pool, types as pgTypes, type PoolClient, type QueryConfig, type QueryResult } from 'pg'
import { AppError } from '../../../shared/errors.ts'

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
export function poolClient({ pool, patienceMs, explain }: ClientOptions): Pool {
  const explained = explaining(explain)
  const client = {
    query: (query: Query, values: unknown[]) =>
      explained(async () => {
        const connection = await pool.connect()
        try {
          return await run(connection, query, values, patienceMs)
        } finally {
          connection.release()
        }
      }),
    connect: () =>
      explained(async () => {
        const connection = await pool.connect()
        return {
          query: (query: Query, values: unknown[]) =>
            explained(() => run(connection, query, values, patienceMs)),
          release: () => connection.release(),
        }
      }),
  }
  return asPool(client)
}

/** The same for reads that nobody may wait for any more: see `OpenDatabase.until`. */
export function readerClient(
  { pool, patienceMs, explain }: ClientOptions,
  signal: AbortSignal,
  /** Cancels what a connection does, on the server. Rejects when the server cannot be asked to. */
  cancel: (processId: number) => Promise<unknown>,
): Pool {
  async function read(query: Query, values: unknown[]): Promise<QueryResult> {
    const connection = await pool.connect()
    let cancelled: Promise<unknown> = Promise.resolve()
    const stop = (): void => {
      cancelled = cancel(processIdOf(connection)).catch(() => connection.end())
    }
    try {
      if (signal.aborted) throw leftError()
      signal.addEventListener('abort', stop, { once: true })
      return await run(connection, query, values, patienceMs)
    } finally {
      signal.removeEventListener('abort', stop)
      // Only then: it would hit the next statement on this connection.
      await cancelled
      connection.release()
    }
  }

  const explained = explaining(explain)
  return asPool({
    query: (query: Query, values: unknown[]) =>
      unlessLeft(signal, () => explained(() => read(query, values))),
  })
}

/** Rejects at once when the signal aborts; the work is then nobody's. */
async function unlessLeft<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  if (signal.aborted) throw leftError()
  const left = Promise.withResolvers<never>()
  const leave = (): void => left.reject(leftError())
  signal.addEventListener('abort', leave, { once: true })
  try {
    return await Promise.race([work(), left.promise])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

const leftError = (): AppError => new AppError('cancelled', 'Nobody waits for this any more.')

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

function explaining(explain: (error: unknown) => unknown) {
  return async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw explain(error)
    }
  }
}

/** Drizzle knows by `instanceof Pool` that a transaction needs a connection of its own. */
function asPool(client: object): Pool {
  return Object.assign(Object.create(Pool.prototype) as Pool, client)
}

/** The server's process behind a connection; pg's types leave it out. */
function processIdOf(connection: PoolClient): number {
  return (connection as PoolClient & { readonly processID: number }).processID
}
