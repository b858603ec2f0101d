import { sql } from 'drizzle-orm'
import { rowsOf, type Database } from '../../src/core/database/database.ts'

/** Adds a conversation with this many messages, a second apart from 2026-03-01 on. Resolves with the conversation's id. */
export async function addMessages(db: Database, count: number, title = 'Filled'): Promise<string> {
  const [row] = await rowsOf<{ id: string }>(
    db,
    sql`insert into conversation (title, num_ctx) values (${title}, 8192) returning id`,
  )
  await db.execute(sql`insert into message (conversation_id, role, content, created_at)
    select ${row!.id}::uuid, case i % 2 when 0 then 'assistant' else 'user' end, repeat(md5(i::text) || ' ', 20),
      '2026-03-01T00:00:00Z'::timestamptz + (i - 1) * interval '1 second'
    from generate_series(1, ${count}::int) as i`)
  return row!.id
}

export async function countMessages(db: Database): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(db, sql`select count(*)::int as count from message`)
  return row!.count
}

/** Where the file of a table or an index lies in the folder of its cluster. */
export async function fileOf(db: Database, relation: string): Promise<string> {
  await db.execute(sql`vacuum message`)
  const [row] = await rowsOf<{ path: string }>(db, sql`select pg_relation_filepath(${relation}) as path`)
  return row!.path
}
