import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { rowsOf, type OpenDatabase } from '../../src/core/database/database.ts'
import { openDatabase } from '../../src/core/database/open.ts'
import { listMessages } from '../../src/core/database/queries/messages.ts'
import { saveMessage } from '../../src/core/database/queries/turns.ts'
import { silentLog as log } from '../../src/core/log.ts'
import type { BenchedStore } from './benched-store.ts'
import type { CorpusMessage } from './corpus.ts'

/** Hearth's own store, through the queries of the app: embedded, or on a server. */
export async function openHearth(
  options: { readonly dataFolder: string; readonly databaseUrl?: string },
  ids: readonly string[],
): Promise<BenchedStore> {
  const open = (): Promise<OpenDatabase> => openDatabase({ log, ...options })
  let store = await open()

  return {
    async fill(messages: readonly CorpusMessage[]) {
      const titles = ids.map((id, index) => ({ id, title: `Conversation ${index}`, num_ctx: 8_192 }))
      await store.db.execute(sql`
        insert into conversation (id, title, num_ctx)
        select * from json_to_recordset(${JSON.stringify(titles)}::json) as r(id uuid, title text, num_ctx int)`)
      const size = 2_000
      for (let from = 0; from < messages.length; from += size) {
        const batch = messages.slice(from, from + size).map(({ conversation, role, content }, index) => ({
          conversation_id: ids[conversation],
          role,
          content,
          created_at: new Date(1_700_000_000_000 + from + index),
        }))
        await store.db.execute(sql`
          insert into message (conversation_id, role, content, created_at)
          select * from json_to_recordset(${JSON.stringify(batch)}::json)
            as r(conversation_id uuid, role text, content text, created_at timestamptz)`)
      }
      await store.db.execute(sql`vacuum (analyze) message`)
      await store.db.execute(sql`checkpoint`)
    },
    async insert(conversationId, content) {
      const id = randomUUID()
      await saveMessage(store.db, {
        message: {
          id,
          conversationId,
          role: 'user',
          content,
          messageType: 'text',
          metadata: null,
          now: new Date(),
        },
        title: 'Never used',
        numCtx: 8_192,
        model: null,
      })
    },
    lastMessages: async (conversationId) =>
      (await listMessages(store.db, conversationId, { limit: 50 })).length,
    index: () => store.search.ready(),
    search: async (text) => (await store.search.search({ text, limit: 20 })).hits.length,
    async count(wanted) {
      const pattern = `%${wanted}%`
      const wholeWord = String.raw`\m${wanted}\M`
      const [row] = await rowsOf<{ n: number }>(
        store.db,
        sql`select count(*)::int as n from message where content ilike ${pattern} and content ~* ${wholeWord}`,
      )
      return row?.n ?? 0
    },
    async reopen() {
      await store.close()
      store = await open()
      await rowsOf(store.db, sql`select count(*) from conversation`)
    },
    async bytes() {
      const [row] = await rowsOf<{ bytes: string }>(
        store.db,
        sql`select sum(pg_total_relation_size(c))::text as bytes
          from unnest(array['message', 'conversation', 'conversation_context']::regclass[]) as c`,
      )
      return Number(row?.bytes)
    },
    close: () => store.close(),
  }
}
