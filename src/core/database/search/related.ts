import type { Database } from '../database.ts'
import { around } from './around.ts'
import { candidates } from './candidates.ts'
import { fuse } from './fuse.ts'
import type { Filter, FindMatches } from './match.ts'
import { findMeant } from './match-meaning.ts'
import { rank } from './rank.ts'
import { otherForms } from './rank-stem.ts'
import { stretchesOf } from './rank-stretches.ts'
import { timesIn } from './rank-times.ts'
import { tellingWords } from './rank-words.ts'
import { readMessages, type ReadMessage } from './read-messages.ts'
import { saidAt } from './said-at.ts'
import type { Meaning, RelatedMessage, RelatedQuery } from './search-engine.ts'

/** How many messages are ranked for their words: more take longer and find hardly more (decision 23). */
const ofWords = 20
/** And how many for what they mean. */
const ofMeaning = 150
/** How far words reach from one message to the next. */
const reach = 2

/**
 * The messages that have to do with a question: those that share words with it or are of a time that it names, and those
 * beside them, ranked; with a meaning, those too that say it in other words. None for a question that has none of it.
 */
export async function findRelated(
  db: Database,
  find: FindMatches,
  { text, limit, within, except, now = new Date() }: RelatedQuery,
  meaning: Meaning,
): Promise<RelatedMessage[]> {
  const filter = { within, except }
  const words = tellingWords(text)
  const times = timesIn(text, now, [Intl.DateTimeFormat().resolvedOptions().locale])
  const found = new Set([
    ...(await saidAt(db, times, filter)),
    ...(await candidates(db, find, [...words, ...otherForms(words)], ofWords, filter)),
  ])
  const byWords = rank(text, stretchesOf(await around(db, [...found], reach)), times)
  const byBoth =
    meaning === null
      ? byWords
      : fuse(
          byWords.map(({ message }) => message),
          await meantMessages(db, meaning, filter),
          idOf,
        ).map(({ item, score }) => ({ message: item, score }))
  return byBoth
    .slice(0, limit)
    .map(({ message: { id, conversationId, title, role, content, createdAt }, score }) => ({
      id,
      conversationId,
      title,
      role,
      content,
      createdAt,
      score,
    }))
}

const idOf = ({ id }: ReadMessage): string => id

/** The best first. */
async function meantMessages(
  db: Database,
  meaning: NonNullable<Meaning>,
  filter: Pick<Filter, 'within' | 'except'>,
): Promise<ReadMessage[]> {
  const matches = await findMeant(
    db,
    meaning,
    { ...filter, kinds: ['text'] },
    { limit: ofMeaning, standsOut: false },
  )
  const rows = await readMessages(
    db,
    matches.map(({ source }) => source),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return matches.flatMap(({ source }) => byId.get(source) ?? [])
}
