/**
 * The database's thread: owns PGlite, does what it is told, one call after another. It holds no state worth keeping: it
 * may be ended at any moment (that is the only way to stop a query) and lose nothing that was acknowledged.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { types, type PGlite, type Transaction } from '@electric-sql/pglite'
import { openEngine } from './engine.ts'
import { createStatements, isPreparable } from './statements.ts'
import type { WorkerCall, WorkerData, WorkerError, WorkerReply, WorkerRequest } from './worker-protocol.ts'

/** Drizzle reads dates from Postgres' own text. */
const asText = (value: string): string => value
const arrayTypes = { numeric: 1231, timestamp: 1115, timestamptz: 1185, interval: 1187, date: 1182 }
const parsers = Object.fromEntries(
  [types.TIMESTAMP, types.TIMESTAMPTZ, types.INTERVAL, types.DATE, ...Object.values(arrayTypes)].map(
    (type) => [type, asText],
  ),
)

interface OpenTransaction {
  readonly handle: Transaction
  /** Lets the transaction end; rejects it when it shall be taken back. */
  readonly finish: (commit: boolean) => void
  readonly ended: Promise<void>
}

class RolledBack extends Error {}

function describe(error: unknown): WorkerError {
  if (!(error instanceof Error)) return { message: String(error) }
  const { code, detail, constraint } = error as Error & {
    code?: string
    detail?: string
    constraint?: string
  }
  return { message: error.message, code, detail, constraint, stack: error.stack }
}

function serve(
  pg: PGlite,
  transactions: Map<number, OpenTransaction>,
): (request: WorkerRequest) => Promise<unknown> {
  const target = (transaction: number | null): PGlite | Transaction => {
    if (transaction === null) return pg
    const open = transactions.get(transaction)
    if (!open) throw new Error(`Transaction ${transaction} is not open.`)
    return open.handle
  }

  const statements = createStatements(pg, parsers)

  return async (request) => {
    switch (request.kind) {
      case 'query': {
        const { sql, params, rowMode, transaction } = request
        const holder = target(transaction)
        if (isPreparable(sql)) return statements.run(sql, params, rowMode, transaction !== null)
        statements.invalidate()
        const { rows, fields, affectedRows } = await holder.query(sql, [...params], { rowMode, parsers })
        return { rows, fields, affectedRows }
      }
      case 'exec':
        statements.invalidate()
        await target(request.transaction).exec(request.sql)
        return null
      case 'begin':
        await begin(pg, transactions, request.transaction)
        return null
      case 'commit':
      case 'rollback': {
        const open = transactions.get(request.transaction)
        if (!open) throw new Error(`Transaction ${request.transaction} is not open.`)
        open.finish(request.kind === 'commit')
        await open.ended
        return null
      }
      case 'close':
        await pg.close()
        return null
    }
  }
}

/** Resolves when the transaction holds the database. */
async function begin(pg: PGlite, transactions: Map<number, OpenTransaction>, id: number): Promise<void> {
  const started = Promise.withResolvers<void>()
  const finished = Promise.withResolvers<void>()
  const ended = pg.transaction(async (handle) => {
    const finish = (commit: boolean): void =>
      commit ? finished.resolve() : finished.reject(new RolledBack())
    transactions.set(id, { handle, finish, ended: settled })
    started.resolve()
    await finished.promise
  })
  const settled = ended
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error
    })
    .finally(() => transactions.delete(id))
  // Failing before it held the database is what `begin` reports; failing later is what commit reports.
  await Promise.race([started.promise, settled])
}

async function main(port: NonNullable<typeof parentPort>): Promise<void> {
  const say = (reply: WorkerReply): void => port.postMessage(reply)
  const { folder } = workerData as WorkerData
  const pg = await openEngine(folder).catch((error: unknown) => {
    say({ kind: 'failed', error: describe(error) })
    return null
  })
  if (!pg) return
  const handle = serve(pg, new Map())
  // Listening begins here: calls that came earlier have waited in the port.
  port.on('message', ({ id, request }: WorkerCall) => {
    handle(request).then(
      (result) => say({ kind: 'answer', id, result }),
      (error: unknown) => say({ kind: 'refusal', id, error: describe(error) }),
    )
  })
  say({ kind: 'ready' })
}

if (parentPort) void main(parentPort)
