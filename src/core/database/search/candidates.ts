import type { Database } from '../database.ts'
import type { Filter, FindMatches } from './match.ts'

/** Ids of messages of text in which some of the words (see `wordsOf`) stand, the best first, none twice. */
export async function candidates(
  db: Database,
  find: FindMatches,
  words: readonly string[],
  limit: number,
  filter: Pick<Filter, 'within' | 'except'> = {},
): Promise<string[]> {
  if (words.length === 0) return []
  // Several of them may be parts of one message.
  const matches = await find(db, words, { ...filter, kinds: ['text'] }, limit + Math.ceil(limit / 5))
  return [...new Set(matches.map(({ source }) => source))].slice(0, limit)
}
