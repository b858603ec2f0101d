import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type * as schema from './schema.ts'

/** What every query takes as its first argument: the embedded database, a server, or a transaction in one of them. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>
