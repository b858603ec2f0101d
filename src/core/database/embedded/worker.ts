/**
 * The database's thread: owns PGlite, does what it is told, one call after another. It holds no state worth keeping: it
 * may be ended at any moment (that is the only way to stop a query) and lose nothing that was acknowledged.
 */
import { inspect } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import { types, type PGlite } from '@electric-sql/pglite'
import { openEngine, openThrowAway } from './engine.ts'
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

function describe(error: unknown): WorkerError {
  if (!(error instanceof Error)) return { message: describeObject(error), fatal: true }
  const { code, detail, constraint } = error as Error & {
    code?: string
    detail?: string
    constraint?: string
  }
  return { message: error.message, code, detail, constraint, fatal: isFatal(error), stack: error.stack }
}

/** Emscripten's file system throws plain objects with WASI's numbers for errors. */
function describeObject(error: unknown): string {
  const noSpace = 51
  const full = typeof error === 'object' && error !== null && 'errno' in error && error.errno === noSpace
  return full ? 'ENOSPC: no space left on the disk' : inspect(error)
}

/** Postgres gave up in the middle of a step, or WebAssembly did: whatever came next would work on its remains. */
function isFatal(error: Error & { severity?: string }): boolean {
  if (error.severity !== undefined) return error.severity === 'PANIC' || error.severity === 'FATAL'
  return error.name === 'RuntimeError' || error.name === 'ExitStatus'
}

function serve(pg: PGlite): (request: WorkerRequest) => Promise<unknown> {
  const statements = createStatements(pg, parsers)
  return async (request) => {
    switch (request.kind) {
      case 'query': {
        const { sql, params, rowMode } = request
        if (isPreparable(sql)) return statements.run(sql, params, rowMode)
        statements.invalidate()
        const { rows, fields, affectedRows } = await pg.query(sql, [...params], { rowMode, parsers })
        return { rows, fields, affectedRows }
      }
      case 'exec':
        if (!keepsTables(request.sql)) statements.invalidate()
        await pg.exec(request.sql)
        return null
      case 'close':
        await pg.close()
        return null
    }
  }
}

/** One of these alone changes no table and no setting: what is prepared stays right. */
function keepsTables(sql: string): boolean {
  return /^(begin|commit|rollback|checkpoint|vacuum|select)\b[^;]*$/.test(sql)
}

async function main(port: NonNullable<typeof parentPort>): Promise<void> {
  const say = (reply: WorkerReply): void => port.postMessage(reply)
  const { folder, throwAway } = workerData as WorkerData
  // The engine is compiled by one thread instead of all: 190 MB resident in the end instead of 206, opened as fast.
  setFlagsFromString('--wasm-num-compilation-tasks=1')
  // And only what is used often is compiled a second time, and better: opening a database of 100,000 messages takes 180 MB
  // at its height instead of 330, and 190 in the end instead of 165 to 210. Searching is as fast after it.
  setFlagsFromString('--wasm-tiering-budget=60000000')
  // Of the whole process, since rows are garbage on both sides of the thread. V8 would let what is new grow to 48 MB on
  // each before it looks at it: an export of 100,000 messages took 97 MB more instead of 57, an import 115 instead of 58.
  setFlagsFromString('--semi-space-growth-factor=1')
  const pg = await (throwAway ? openThrowAway(folder) : openEngine(folder)).catch((error: unknown) => {
    say({ kind: 'failed', error: describe(error) })
    return null
  })
  if (!pg) return
  const handle = serve(pg)
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
