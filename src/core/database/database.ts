import type { SQL } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type * as schema from './schema.ts'

/** What every query takes as its first argument: the embedded database, a server, or a transaction in one of them. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>

/** The rows of a statement that Drizzle has no builder for. Both engines wrap them alike; Drizzle's types do not know. */
export async function rowsOf<Row>(db: Database, statement: SQL): Promise<Row[]> {
  const { rows } = (await db.execute(statement)) as { readonly rows: Row[] }
  return rows
}
