import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { message } from '../schema.ts'

/** The names of the files in which long outputs of some conversations may lie. */
export async function outputsIn(db: Database, conversationIds: readonly string[]): Promise<string[]> {
  if (conversationIds.length === 0) return []
  const rows = await db
    .select({ id: message.id, file: sql<string | null>`${message.metadata} ->> 'outputFile'` })
    .from(message)
    .where(
      and(inArray(message.conversationId, [...conversationIds]), eq(message.messageType, 'agent_progress')),
    )
  return rows.flatMap(({ id, file }) => (file === null ? [`${id}.log`] : [`${id}.log`, file]))
}
