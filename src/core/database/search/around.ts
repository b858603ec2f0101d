import { sql } from 'drizzle-orm'
import { rowsOf, type Database } from '../database.ts'
import { readColumns, type ReadMessage } from './read-messages.ts'

/** A message that stands near another one in its conversation, or is it. */
export interface Near extends ReadMessage {
  /** The one it stands near. */
  readonly of: string
  /** How many messages of text it is away: less than 0 before it, more after it, 0 for itself. */
  readonly distance: number
}

/** These messages, each with the messages of text up to `reach` before and after it in its conversation. */
export async function around(db: Database, ids: readonly string[], reach: number): Promise<Near[]> {
  if (ids.length === 0) return []
  const side = (sign: '-' | '', relation: '<' | '>', direction: 'asc' | 'desc') => sql`(
    select n.*, ${sql.raw(sign)}(row_number() over (order by n.created_at ${sql.raw(direction)}, n.id ${sql.raw(direction)}))::int as distance
    from message n
    where n.conversation_id = found.conversation_id and n.message_type = 'text' and n.superseded_at is null
      and (n.created_at, n.id) ${sql.raw(relation)} (found.created_at, found.id)
    order by n.created_at ${sql.raw(direction)}, n.id ${sql.raw(direction)} limit ${reach})`
  return rowsOf<Near>(
    db,
    sql`select found.id as of, m.distance, ${readColumns}
      from message found
      cross join lateral (
        select found.*, 0 as distance
        union all ${side('-', '<', 'desc')}
        union all ${side('', '>', 'asc')}
      ) as m
      join conversation c on c.id = m.conversation_id
      where found.id in (select value::uuid from json_array_elements_text(${JSON.stringify(ids)}::json))`,
  )
}
