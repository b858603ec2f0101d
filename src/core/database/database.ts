import type { SQL } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { AskHistory } from '../ask-history.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type * as schema from './schema.ts'
import type { SearchEngine } from './search/search-engine.ts'
import type { SharedStore } from './shared-store.ts'
import type { Snapshots } from './snapshots/snapshots.ts'
import type { StoreFiles } from '../store-files.ts'

/** What every query takes as its first argument: the embedded database, a server, or a transaction in one of them. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>

/** The rows of a statement that Drizzle has no builder for. Both engines wrap them alike; Drizzle's types do not know. */
export async function rowsOf<Row>(db: Database, statement: SQL): Promise<Row[]> {
  const { rows } = (await db.execute(statement)) as { readonly rows: Row[] }
  return rows
}

export interface OpenDatabase {
  readonly db: Database
  /**
   * The same database, for reads that nobody may wait for any more: when the signal aborts, a read that waits is dropped
   * and one that runs is no longer waited for; both reject with `cancelled`.
   */
  until(signal: AbortSignal): Database
  readonly search: SearchEngine
  /** Only on a server, which other apps use as well. */
  readonly shared?: SharedStore
  /** Null on a server, whose backups are its own. */
  readonly snapshots: Snapshots | null
  /** Null on a server where no role is named that can only read. */
  readonly ask: AskHistory | null
  /**
   * Deletes something that is to be gone from the disk as well: facts, or conversations with all that they held. What is
   * in the files goes a little later, also after a crash; on a server as far as it lets us.
   */
  erasing<T>(deleted: 'facts' | 'conversations', deletion: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** Absolute. Made when missing, readable by its owner only. */
  readonly dataFolder: string
  /** The value of DATABASE_URL: a Postgres server to be used in the place of the embedded database. */
  readonly databaseUrl?: string | undefined
  /** The value of DATABASE_READ_URL: the same server's database, as a role that can only read. */
  readonly databaseReadUrl?: string | undefined
  readonly log: Log
  /** The program's own files, where they are not the sources. */
  readonly files?: StoreFiles | undefined
  readonly clock?: Clock | undefined
  /** A snapshot in the background failed; nothing else did. */
  readonly onSnapshotFailure?: ((error: unknown) => void) | undefined
  /** Milliseconds without any sign, while calls wait, after which the database's thread counts as hung. */
  readonly patienceMs?: number | undefined
}
