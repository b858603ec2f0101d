import { sql } from 'drizzle-orm'
import { rowsOf, type Database } from '../database.ts'
import { candidates, messagesOf, type ReadMessage } from './candidates.ts'
import { allows, isVisible, type Filter, type FindMatches } from './match.ts'
import { neighbours } from './neighbours.ts'
import { rank } from './rank.ts'
import { otherForms } from './rank-stem.ts'
import { stretchesOf } from './rank-stretches.ts'
import { timesIn, type Span } from './rank-times.ts'
import { tellingWords } from './rank-words.ts'
import type { RelatedMessage, RelatedQuery } from './search-engine.ts'

/** How many messages are ranked for their words: more take longer and find nothing more. */
const ofWords = 100
/** How many of each time that a question names. */
const ofTime = 60
/** How far words reach from one message to the next. */
const reach = 3

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

/** Of each time the latest. */
async function saidAt(
  db: Database,
  times: readonly Span[],
  filter: Pick<Filter, 'within' | 'except'>,
): Promise<ReadMessage[]> {
  if (times.length === 0) return []
  const ofSpan = ({ from, to }: Span) => {
    const during = { after: new Date(from).toISOString(), before: new Date(to).toISOString() }
    return sql`(select d.source from search.document d
      where d.kind = 'text' and ${allows({ ...filter, ...during })} and ${isVisible}
      order by d.created_at desc limit ${ofTime})`
  }
  const rows = await rowsOf<{ source: string }>(db, sql.join(times.map(ofSpan), sql` union `))
  return messagesOf(
    db,
    rows.map(({ source }) => source),
  )
}
