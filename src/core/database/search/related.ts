import type { Database } from '../database.ts'
import { askedWords } from './asked.ts'
import { candidates } from './candidates.ts'
import type { FindMatches } from './match.ts'
import type { RelatedMessage, RelatedQuery } from './search-engine.ts'

/** The messages that have to do with a question, by the words that they share with it. */
export async function findRelated(
  db: Database,
  find: FindMatches,
  { text, limit, within, except }: RelatedQuery,
): Promise<RelatedMessage[]> {
  return candidates(db, find, askedWords(text), limit, { within, except })
}
