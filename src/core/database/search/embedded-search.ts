import { drizzle } from 'drizzle-orm/pglite'
import type { Database } from '../database.ts'
import { threadClient } from '../embedded/client.ts'
import type { DatabaseThread } from '../embedded/thread.ts'
import type { Log } from '../../log.ts'
import * as schema from '../schema.ts'
import { openSearch } from './open-search.ts'
import type { SearchEngine } from './search-engine.ts'
import { makeSearch, setUpSearch } from './set-up.ts'

/** Milliseconds without a call, after which the index may be worked on. */
const quietMs = 200

/** The search of the embedded database. What is wrong with it keeps nobody from what was said. */
export async function openEmbeddedSearch(
  thread: DatabaseThread,
  { db, until, log }: { db: Database; until: (signal: AbortSignal) => Database; log: Log },
): Promise<SearchEngine> {
  try {
    if (await setUpSearch(db, 'embedded')) log.info('search.made')
  } catch (error) {
    log.warn('search.setup', { error })
  }
  let seen = -1
  return openSearch({
    db,
    background: drizzle(threadClient(thread.background), { schema }),
    until,
    kind: 'embedded',
    make: () => makeSearch(db, 'embedded'),
    pace: {
      isTime: () => thread.calls() !== seen && thread.idleMs() >= quietMs,
      isWanted: () => thread.calls() !== seen,
      onStep() {
        seen = thread.calls()
      },
    },
    log,
  })
}
