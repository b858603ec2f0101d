import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { ContextOrigin, ContextType, RecalledMessage } from '../../../shared/context.ts'
import type { Database } from '../database.ts'
import { conversation, conversationContext, message } from '../schema.ts'

/** A fact as far as a prompt has use for it. */
export interface RecallableFact {
  readonly id: string
  readonly conversationId: string
  readonly type: ContextType
  readonly key: string
  readonly value: unknown
  readonly origin: ContextOrigin
  readonly pinned: boolean
  readonly updatedAt: Date
  readonly useCount: number
}

/** What may be recalled: kept, of conversations that are neither deleted nor temporary, the newest `limit`. */
export async function recallableFacts(db: Database, limit: number): Promise<RecallableFact[]> {
  const { id, conversationId, contextType, contextKey, contextValue, origin, pinned, updatedAt, useCount } =
    conversationContext
  return db
    .select({
      id,
      conversationId,
      type: contextType,
      key: contextKey,
      value: contextValue,
      origin,
      pinned,
      updatedAt,
      useCount,
    })
    .from(conversationContext)
    .innerJoin(conversation, eq(conversation.id, conversationContext.conversationId))
    .where(
      and(
        eq(conversationContext.status, 'kept'),
        isNull(conversation.deletedAt),
        eq(conversation.temporary, false),
      ),
    )
    .orderBy(desc(conversationContext.updatedAt), desc(conversationContext.id))
    .limit(limit)
}

/** They went into a prompt, and an answer came of it. Changes nothing else of them. */
export async function markUsed(db: Database, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return
  await db
    .update(conversationContext)
    .set({ usedAt: now, useCount: sql`least(${conversationContext.useCount}, 2147483646) + 1` })
    .where(inArray(conversationContext.id, [...ids]))
}

/** Messages that once were recalled, oldest first: those that are still part of a conversation. */
export async function recalledMessages(db: Database, ids: readonly string[]): Promise<RecalledMessage[]> {
  if (ids.length === 0) return []
  const { id, conversationId, role, content, createdAt } = message
  const rows = await db
    .select({ id, conversationId, title: conversation.title, role, content, createdAt })
    .from(message)
    .innerJoin(conversation, eq(conversation.id, conversationId))
    .where(and(inArray(id, [...ids]), isNull(message.supersededAt), isNull(conversation.deletedAt)))
    .orderBy(asc(createdAt), asc(id))
  return rows.map(toRecalled)
}

function toRecalled({
  createdAt,
  ...row
}: Omit<RecalledMessage, 'createdAt'> & { createdAt: Date }): RecalledMessage {
  return { ...row, createdAt: createdAt.toISOString() }
}
