import { sql } from 'drizzle-orm'
import type { Role } from '../../../shared/message.ts'
import { rowsOf, type Database } from '../database.ts'
import type { Filter, FindMatches } from './match.ts'

/** A message in which some of the words stand, to be ranked. */
export interface Candidate {
  readonly id: string
  readonly conversationId: string
  /** Of its conversation. */
  readonly title: string
  readonly role: Role
  readonly content: string
  /** ISO 8601. */
  readonly createdAt: string
  /** BM25 of its words: the higher the better, only to be compared within one answer. */
  readonly score: number
}

/** Characters of a message that are read at all. */
const longest = 4_000

/** Messages of text in which some of the words (see `wordsOf`) stand, the best first, none twice. */
export async function candidates(
  db: Database,
  find: FindMatches,
  words: readonly string[],
  limit: number,
  filter: Pick<Filter, 'within' | 'except'> = {},
): Promise<Candidate[]> {
  const matches = await find(db, words, { ...filter, kinds: ['text'] }, limit + Math.ceil(limit / 5))
  const best = new Map<string, number>()
  for (const { source, score } of matches) if (!best.has(source) && best.size < limit) best.set(source, score)
  const rows = await messagesOf(db, [...best.keys()])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return [...best].flatMap(([id, score]) => {
    const row = byId.get(id)
    return row ? [{ ...row, score }] : []
  })
}

/** A message as it is read for ranking. */
export type ReadMessage = Omit<Candidate, 'score'>

export async function messagesOf(db: Database, ids: readonly string[]): Promise<ReadMessage[]> {
  if (ids.length === 0) return []
  return rowsOf<ReadMessage>(
    db,
    sql`select ${readColumns} from message m join conversation c on c.id = m.conversation_id
      where m.id in (select value::uuid from json_array_elements_text(${JSON.stringify(ids)}::json))`,
  )
}

/** Of `m`, a message, and `c`, its conversation. */
export const readColumns = sql.raw(
  `m.id, m.conversation_id as "conversationId", c.title, m.role, left(m.content, ${longest}) as content,
   to_char(m.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt"`,
)
