import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDataFolder } from '../../../tests/support/data-folder.ts'
import { silentLog as log } from '../log.ts'
import { sourceFiles } from '../store-files.ts'
import type { Database } from './database.ts'
import { threadClient } from './embedded/client.ts'
import { openThread, type DatabaseThread } from './embedded/thread.ts'
import * as schema from './schema.ts'
import { conversationId, everything, ofReminders } from './test-queries.ts'
import { everyTransfer } from './test-transfer-queries.ts'

let folder: Awaited<ReturnType<typeof makeDataFolder>>
let thread: DatabaseThread
let db: Database
let said: { query: string; params: unknown[] }[] = []

beforeAll(async () => {
  folder = await makeDataFolder()
  thread = openThread({ folder: join(folder.path, 'postgres'), worker: sourceFiles().worker, log })
  const logger = { logQuery: (query: string, params: unknown[]) => void said.push({ query, params }) }
  db = drizzle(threadClient(thread), { schema, logger })
  await db.execute(
    sql`insert into conversation (title, num_ctx) select 'title ' || n, 1 from generate_series(1, 200) n`,
  )
  await db.execute(sql`insert into conversation (id, title, num_ctx) values (${conversationId}, 'title', 1)`)
  await db.execute(sql`
    insert into message (conversation_id, role, content)
    select conversation.id, 'user', repeat('word ', 20) from conversation, generate_series(1, 100)`)
  // Runs that are over, and a few that are open: what is asked of them has to find these by an index.
  await db.execute(sql`
    insert into message (conversation_id, role, content, message_type, metadata)
    select conversation.id, 'assistant', '', kind, jsonb_build_object('runId', gen_random_uuid(), 'status', 'approved')
      || case when kind = 'agent_request' and title like '%7' then '{}' else '{"resultId":"x"}' end::jsonb
    from conversation, generate_series(1, 5), (values ('agent_request'), ('agent_progress'), ('agent_result')) as kinds (kind)`)
  await db.execute(sql`
    insert into conversation_context (conversation_id, context_type, context_key, context_value)
    select conversation.id, 'domain', 'key ' || n, 'true' from conversation, generate_series(1, 20) n`)
  // Most have been told long ago.
  await db.execute(sql`
    insert into reminder (text, due_at, fired_at)
    select 'x', now(), case when n > 20 then now() end from generate_series(1, 5000) n`)
  await thread.call({ kind: 'exec', sql: 'analyze' })
})
afterAll(async () => {
  await thread.close()
  await folder[Symbol.asyncDispose]()
})

test.each(Object.entries({ ...everything, ...everyTransfer }))(
  '%s reads no more of the messages than it needs',
  async (_, ask) => {
    said = []
    await ask(db)
    expect(said.length).toBeGreaterThan(0)
    for (const { query, params } of said) {
      const sentence = `explain ${query}`
      const plan = (await thread.call({ kind: 'query', sql: sentence, params, rowMode: 'array' })) as {
        rows: string[][]
      }
      expect(plan.rows.join('\n')).not.toMatch(/Seq Scan on (message|conversation_context)\b/)
    }
  },
)

test('a scan of the whole table would be seen', async () => {
  const plan = (await thread.call({
    kind: 'query',
    sql: `explain select * from message where content like '%x%'`,
    params: [],
    rowMode: 'array',
  })) as { rows: string[][] }
  expect(plan.rows.join('\n')).toMatch(/Seq Scan on message\b/)
})

test.each(['nextDue', 'takeDue'] as const)('%s reads only the reminders that wait', async (name) => {
  said = []
  await ofReminders[name](db)
  for (const { query, params } of said) {
    const plan = (await thread.call({
      kind: 'query',
      sql: `explain ${query}`,
      params,
      rowMode: 'array',
    })) as { rows: string[][] }
    expect(plan.rows.join('\n')).toContain('reminder_waiting')
  }
})

test('deleting a conversation finds its messages and contexts by an index', async () => {
  for (const table of ['message', 'conversation_context']) {
    const plan = (await thread.call({
      kind: 'query',
      sql: `explain delete from ${table} where conversation_id = $1`,
      params: [conversationId],
      rowMode: 'array',
    })) as { rows: string[][] }
    expect(plan.rows.join('\n')).toMatch(/Index/)
  }
})
