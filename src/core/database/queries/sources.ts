import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { message } from '../schema.ts'

/** More names tell a person nothing more. */
const most = 50

/** Where what the steps of runs in a conversation read comes from, up to one of its messages: each once, by name. */
export async function sourcesUntil(
  db: Database,
  conversationId: string,
  messageId: string,
): Promise<string[]> {
  const source = sql<string>`${message.metadata} ->> 'source'`
  const rows = await db
    .selectDistinct({ source })
    .from(message)
    .where(
      and(
        eq(message.conversationId, conversationId),
        eq(message.messageType, 'agent_progress'),
        sql`${message.metadata} ? 'source'`,
        sql`${message.createdAt} <= (select one.created_at from message one where one.id = ${messageId})`,
      ),
    )
    .orderBy(source)
    .limit(most)
  return rows.map((row) => row.source)
}
