import { sql } from 'drizzle-orm'
import type { Role } from '../../../shared/message.ts'
import { rowsOf, type Database } from '../database.ts'

/** A message as it is read for ranking. */
export interface ReadMessage {
  readonly id: string
  readonly conversationId: string
  /** Of its conversation. */
  readonly title: string
  readonly role: Role
  readonly content: string
  /** ISO 8601. */
  readonly createdAt: string
}

/** Characters of a message that are read at all. */
const longest = 4_000

/** Of `m`, a message, and `c`, its conversation. */
export const readColumns = sql.raw(
  `m.id, m.conversation_id as "conversationId", c.title, m.role, left(m.content, ${longest}) as content,
   to_char(m.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt"`,
)

/** In no order. One that is not there any more is left out. */
export async function readMessages(db: Database, ids: readonly string[]): Promise<ReadMessage[]> {
  if (ids.length === 0) return []
  return rowsOf<ReadMessage>(
    db,
    sql`select ${readColumns} from message m join conversation c on c.id = m.conversation_id
      where m.id in (select value::uuid from json_array_elements_text(${JSON.stringify(ids)}::json))`,
  )
}
