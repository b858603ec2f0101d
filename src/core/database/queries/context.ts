import { and, desc, eq, sql } from 'drizzle-orm'
import type { InferSelectModel } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { conversationContext, type contextTypes } from '../schema.ts'
import { theRow } from './rows.ts'

export type ContextType = (typeof contextTypes)[number]
export type Context = InferSelectModel<typeof conversationContext>

/** Stores a fact, or a new value and type for a known key. Returns the stored row. */
export async function storeContext(
  db: Database,
  conversationId: string,
  contextType: ContextType,
  contextKey: string,
  contextValue: unknown,
): Promise<Context> {
  const rows = await db
    .insert(conversationContext)
    .values({ conversationId, contextType, contextKey, contextValue })
    .onConflictDoUpdate({
      target: [conversationContext.conversationId, conversationContext.contextKey],
      set: { contextType, contextValue, updatedAt: sql`now()` },
    })
    .returning()
  return theRow(rows)
}

/** All that is remembered of a conversation, newest change first. */
export async function retrieveContext(db: Database, conversationId: string): Promise<Context[]> {
  return db
    .select()
    .from(conversationContext)
    .where(eq(conversationContext.conversationId, conversationId))
    .orderBy(desc(conversationContext.updatedAt), desc(conversationContext.id))
}

export async function retrieveContextByType(
  db: Database,
  conversationId: string,
  contextType: ContextType,
): Promise<Context[]> {
  return db
    .select()
    .from(conversationContext)
    .where(
      and(
        eq(conversationContext.conversationId, conversationId),
        eq(conversationContext.contextType, contextType),
      ),
    )
    .orderBy(desc(conversationContext.updatedAt), desc(conversationContext.id))
}
