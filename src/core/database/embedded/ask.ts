import type { WorkerRequest } from './worker-protocol.ts'

/** How to ask the database's thread: anybody's call, or one of whoever has the database for themselves. */
export type Call = (request: WorkerRequest) => Promise<unknown>

/** The rows of one statement. */
export async function ask<Row>(call: Call, sql: string, params: readonly unknown[] = []): Promise<Row[]> {
  const { rows } = (await call({ kind: 'query', sql, params, rowMode: 'object' })) as { readonly rows: Row[] }
  return rows
}
