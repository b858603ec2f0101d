import { and, isNull, notInArray, or, sql } from 'drizzle-orm'
import type { Message } from '../../../shared/message.ts'
import type { Database } from '../database.ts'
import { message } from '../schema.ts'
import type { SharedStore } from '../shared-store.ts'
import { toMessage } from './rows.ts'

const isStreaming = sql`${message.metadata} ->> 'status' = 'streaming'`
const writer = sql<string | null>`${message.metadata} ->> 'writer'`

/**
 * Marks answers that nobody writes any more as interrupted: after a start all that were being written when the last owner
 * ended; on a server all whose app is gone. Returns them.
 */
export async function markInterrupted(db: Database, shared: SharedStore | null): Promise<Message[]> {
  const writing = shared ? await appsWriting(db, shared) : []
  const rows = await db
    .update(message)
    .set({ metadata: sql`(${message.metadata} - 'writer') || '{"status":"interrupted"}'` })
    .where(and(isStreaming, writing.length > 0 ? or(isNull(writer), notInArray(writer, writing)) : undefined))
    .returning()
  return rows.map(toMessage)
}

/** This app among them: while it has no connection, nobody sees that it lives. */
async function appsWriting(db: Database, shared: SharedStore): Promise<string[]> {
  const rows = await db.selectDistinct({ writer }).from(message).where(isStreaming)
  const known = rows.flatMap((row) => row.writer ?? [])
  return [shared.appId, ...(await shared.living(known))]
}
