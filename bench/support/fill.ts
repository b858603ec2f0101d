import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog } from '../../src/core/log.ts'

/** Puts a conversation of `count` messages of one paragraph each into a data folder that nobody has open. */
export async function fillConversation(dataFolder: string, title: string, count: number): Promise<string> {
  const database = await openDatabase({ dataFolder, log: silentLog })
  const id = randomUUID()
  const now = new Date()
  await database.db.execute(sql`
    insert into conversation (id, title, model, num_ctx, created_at, updated_at)
    values (${id}::uuid, ${title}, 'tiny:latest', 8192, ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz)`)
  await database.db.execute(sql`
    insert into message (conversation_id, role, content, metadata, created_at)
    select ${id}::uuid,
      case when n % 2 = 1 then 'user' else 'assistant' end,
      case when n % 2 = 1 then 'Question ' || n || ': what is **this**?'
        else 'Answer ' || n || E'. ' || repeat('It is one of many, with *emphasis* and **weight**. ', 4) || E'\n\n- first\n- second' end,
      case when n % 2 = 1 then null else '{"status":"complete","model":"tiny:latest"}'::jsonb end,
      ${now.toISOString()}::timestamptz - (${count} - n) * interval '1 second'
    from generate_series(1, ${count}) as n`)
  await database.close()
  return id
}
