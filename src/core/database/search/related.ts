import type { Database } from '../database.ts'
import { candidates, type ReadMessage } from './candidates.ts'
import type { FindMatches } from './match.ts'
import { neighbours } from './neighbours.ts'
import { rank } from './rank.ts'
import { otherForms } from './rank-stem.ts'
import { stretchesOf } from './rank-stretches.ts'
import { timesIn } from './rank-times.ts'
import { tellingWords } from './rank-words.ts'
import { saidAt } from './said-at.ts'
import type { RelatedMessage, RelatedQuery } from './search-engine.ts'

/** How many messages are ranked for their words: more take longer and find nothing more. */
const ofWords = 30
/** How far words reach from one message to the next. */
const reach = 2

/**
 * The messages that have to do with a question: those that share words with it or are of a time that it names, and those
 * beside them, ranked. None for a question that has neither.
 */
export async function findRelated(
  db: Database,
  find: FindMatches,
  { text, limit, within, except, now = new Date() }: RelatedQuery,
): Promise<RelatedMessage[]> {
  const filter = { within, except }
  const words = tellingWords(text)
  const times = timesIn(text, now, [Intl.DateTimeFormat().resolvedOptions().locale])
  const withWords =
    words.length > 0 ? await candidates(db, find, [...words, ...otherForms(words)], ofWords, filter) : []
  const found = new Map<string, ReadMessage>([...(await saidAt(db, times, filter)), ...withWords].map(one))
  const around = await neighbours(db, [...found.keys()], reach)
  return rank(text, stretchesOf([...found.values()], around), times)
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

function one(message: ReadMessage): [string, ReadMessage] {
  return [message.id, message]
}
