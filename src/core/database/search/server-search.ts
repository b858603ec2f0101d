import { sql } from 'drizzle-orm'
import type { Log } from '../../log.ts'
import { rowsOf, type Database } from '../database.ts'
import { openSearch } from './open-search.ts'
import type { SearchEngine } from './search-engine.ts'
import { makeSearch, setUpSearch } from './set-up.ts'
import { findTrigrams } from './typos.ts'

/** Makes the index where it is missing. A server that does not allow it can be used without. One app at a time. */
export async function setUpServerSearch(db: Database, log: Log): Promise<void> {
  try {
    if (await setUpSearch(db, 'server')) log.info('search.made')
    await setUpTrigrams(db)
  } catch (error) {
    log.warn('search.setup', { error })
  }
}

/** Not in the schema of the index, which is dropped with all that is in it: others may use pg_trgm too. */
async function setUpTrigrams(db: Database): Promise<void> {
  const [found] = await rowsOf<{ there: boolean }>(
    db,
    sql`select to_regclass('search.word_alike') is not null as there`,
  )
  if (found?.there) return
  if ((await findTrigrams(db)) === null) await db.execute(sql`create extension if not exists pg_trgm`)
  const place = await findTrigrams(db)
  if (place === null) return
  await db.execute(
    sql`create index if not exists word_alike on search.word using gin (word ${sql.identifier(place)}.gin_trgm_ops)`,
  )
}

/** The search of a database on a server, whose index was set up. */
export function openServerSearch(options: {
  readonly db: Database
  readonly until: (signal: AbortSignal) => Database
  readonly log: Log
}): SearchEngine {
  // The server has others to do its work meanwhile.
  const pace = { isTime: () => true, isWanted: () => false, onStep: () => {} }
  const { db, log } = options
  const make = async (): Promise<void> => {
    await makeSearch(db, 'server')
    // What looks alike can be found without it, only later.
    await setUpTrigrams(db).catch((error: unknown) => log.warn('search.setup', { error }))
  }
  return openSearch({ ...options, background: db, kind: 'server', make, pace, everyMs: 2_000 })
}
