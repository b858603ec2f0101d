import type { Log } from '../../log.ts'
import type { Database } from '../database.ts'
import { openSearch } from './open-search.ts'
import type { SearchEngine } from './search-engine.ts'
import { setUpSearch } from './set-up.ts'

/** Makes the index where it is missing. A server that does not allow it can be used without. */
export async function setUpServerSearch(db: Database, log: Log): Promise<void> {
  try {
    if (await setUpSearch(db, 'server')) log.info('search.made')
  } catch (error) {
    log.warn('search.setup', { error })
  }
}

/** The search of a database on a server, whose index was set up. */
export function openServerSearch(options: {
  readonly db: Database
  readonly until: (signal: AbortSignal) => Database
  readonly log: Log
}): SearchEngine {
  // The server has others to do its work meanwhile.
  return openSearch({
    ...options,
    kind: 'server',
    isTime: () => true,
    isWanted: () => false,
    onStep: () => {},
  })
}
