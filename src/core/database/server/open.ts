import { randomUUID } from 'node:crypto'
import { drizzle } from 'drizzle-orm/node-postgres'
import { Client } from 'pg'
import { AppError } from '../../../shared/errors.ts'
import type { Log } from '../../log.ts'
import { sourceFiles } from '../../store-files.ts'
import type { Database, DatabaseOptions, OpenDatabase } from '../database.ts'
import { migrate } from '../migrate.ts'
import * as schema from '../schema.ts'
import { openServerSearch, setUpServerSearch } from '../search/server-search.ts'
import { readAddress, type ServerAddress } from './address.ts'
import { createReader } from './ask-reader.ts'
import { poolClient, readerClient } from './client.ts'
import { createErasing } from './erasing.ts'
import { serverError } from './errors.ts'
import { inTime } from '../in-time.ts'
import { connectionConfig, openConnections } from './pool.ts'
import { openSharedStore } from './shared-store.ts'

/** Connections for what has to be done, and others for reads that may take long: nothing waits behind a search. */
const most = { work: 3, reads: 2 }
/** Milliseconds that what runs may take to end when the database is closed. */
const closeMs = 5_000
/** Any number, the same for every Hearth: who holds this lock may change the schema. */
const migrationLock = 4_728_423_901

export interface ServerOptions extends Omit<DatabaseOptions, 'dataFolder'> {
  readonly databaseUrl: string
  /** The oldest major version of Postgres that will do. */
  readonly oldest?: number | undefined
  /** Milliseconds that a question in SQL may take. */
  readonly longestQuestionMs?: number | undefined
}

/**
 * Opens a database on a Postgres server, which other apps may have open too. Throws `invalid_input` for an address that
 * is none, `database_unreachable`, `database_newer` or `database`.
 */
export async function openServer(options: ServerOptions): Promise<OpenDatabase> {
  const { databaseUrl, databaseReadUrl = '', log, files = sourceFiles() } = options
  const { patienceMs = 60_000, oldest = 15, longestQuestionMs: longestMs } = options
  const address = readAddress(databaseUrl)
  const config = connectionConfig(address, 'hearth')
  const appId = randomUUID()
  const explain = (error: unknown): unknown => serverError(error, address)
  // Closed in reverse, also when opening fails half-way.
  await using opened = new AsyncDisposableStack()
  try {
    const online = (): Promise<unknown> =>
      shared.living([appId]).catch((error: unknown) => {
        throw explain(error)
      })
    const questions = { own: address, appId, online, longestMs, log }
    const ask = databaseReadUrl.trim() === '' ? null : createReader({ ...questions, databaseReadUrl })
    await prepare(new Client(config), address, { oldest, migrations: files.migrations, patienceMs, log })
    const shared = await openSharedStore({ appId, config, explain, log })
    opened.defer(async () => void (await inTime(shared.close(), closeMs)))
    const work = openConnections(config, most.work, log)
    opened.defer(() => work.close(closeMs))
    const reads = openConnections(config, most.reads, log)
    opened.defer(() => reads.close(0))

    const explainAndReport = (error: unknown): unknown => {
      const known = explain(error)
      if (known instanceof AppError && known.code === 'database_unreachable') shared.report(known)
      return known
    }
    const common = { patienceMs, explain: explainAndReport }
    const db = drizzle(poolClient({ pool: work.pool, ...common }), { schema })
    const until = (signal: AbortSignal): Database =>
      drizzle(readerClient({ pool: reads.pool, ...common }, signal, shared.cancel), { schema })
    const search = openServerSearch({ db, until, log })
    opened.defer(search.close)
    const rooms = opened.move()
    return {
      db,
      until,
      search,
      shared,
      snapshots: null,
      ask,
      erasing: createErasing(work.pool, log),
      close: () => rooms.disposeAsync(),
    }
  } catch (error) {
    throw explain(error)
  }
}

interface Preparation {
  readonly oldest: number
  readonly migrations: string
  /** Milliseconds that the server may take to answer at all, and that others may hold what the migrations need. */
  readonly patienceMs: number
  readonly log: Log
}

/** Looks whether the server will do, and brings its database to this version's schema: one app at a time. */
async function prepare(client: Client, address: ServerAddress, preparation: Preparation): Promise<void> {
  // The statement that it hits fails with it.
  client.on('error', () => {})
  try {
    await client.connect()
    await examine(client, address, preparation)
    await client.query(`set lock_timeout = ${preparation.patienceMs}`)
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    // Its snapshots are the server's own affair.
    const db = drizzle(client, { schema })
    await migrate(db, preparation.migrations, async () => {})
    await setUpServerSearch(db, preparation.log)
  } finally {
    // Gives the lock back, too.
    await inTime(client.end(), 1_000)
  }
}

async function examine(
  client: Client,
  { place, database }: ServerAddress,
  { oldest, patienceMs }: Preparation,
): Promise<void> {
  const silent = setTimeout(() => void client.end(), patienceMs)
  const { rows } = await client
    .query<{ version: string; encoding: string }>(
      `select current_setting('server_version') as version, current_setting('server_encoding') as encoding`,
    )
    .finally(() => clearTimeout(silent))
  const { version = '', encoding } = rows[0] ?? {}
  if (Number.parseInt(version, 10) < oldest) {
    throw new AppError(
      'database',
      `The database server at ${place} is Postgres ${version}. Hearth needs Postgres ${oldest} or newer.`,
    )
  }
  if (encoding !== 'UTF8') {
    throw new AppError(
      'database',
      `The database ${database} at ${place} is in ${encoding} and cannot hold every text. Make one in UTF8.`,
    )
  }
}
