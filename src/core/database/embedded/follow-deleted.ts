import type { SearchEngine } from '../search/search-engine.ts'
import { ask } from './ask.ts'
import type { DatabaseThread } from './thread.ts'

/** So many changes the index takes up in a moment. */
const fewChanges = 1_000

/** Takes what was deleted out of the index of the search. False while that is far behind, or not open. */
export async function followDeleted(thread: DatabaseThread, search: SearchEngine | null): Promise<boolean> {
  const [index] = await ask<{ there: boolean }>(
    thread.call,
    `select to_regclass('search.changed') is not null as there`,
  )
  if (!index?.there) return true
  const [row] = await ask<{ waiting: number }>(
    thread.call,
    'select count(*)::int as waiting from search.changed',
  )
  if (search === null || row === undefined || row.waiting > fewChanges) return false
  await search.ready()
  return true
}
