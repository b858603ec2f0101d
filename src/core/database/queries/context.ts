import { and, desc, eq, sql } from 'drizzle-orm'
import type { InferSelectModel } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'
import type { Database } from '../database.ts'
import { contextTypes, conversationContext } from '../schema.ts'
import { foreignKeyViolation, sqlState } from '../sql-state.ts'
import { theRow } from './rows.ts'

export type ContextType = (typeof contextTypes)[number]
export type Context = InferSelectModel<typeof conversationContext>

const newContextSchema = z.strictObject({
  conversationId: z.uuid(),
  contextType: z.enum(contextTypes),
  contextKey: z.string().min(1).max(255),
  contextValue: z.json(),
})

/**
 * Stores a fact, or a new value and type for a known key. Returns the stored row. Throws `invalid_input` naming the
 * field, or `not_found` for a conversation that is not there.
 */
export async function storeContext(
  db: Database,
  conversationId: string,
  contextType: ContextType,
  contextKey: string,
  contextValue: unknown,
): Promise<Context> {
  const checked = newContextSchema.safeParse({ conversationId, contextType, contextKey, contextValue })
  if (!checked.success) {
    const [issue] = checked.error.issues
    throw new AppError('invalid_input', `${issue?.path[0]?.toString()}: ${issue?.message}`, {
      cause: checked.error,
    })
  }
  try {
    const rows = await db
      .insert(conversationContext)
      .values(checked.data)
      .onConflictDoUpdate({
        target: [conversationContext.conversationId, conversationContext.contextKey],
        set: { contextType, contextValue: checked.data.contextValue, updatedAt: sql`now()` },
      })
      .returning()
    return theRow(rows)
  } catch (error) {
    if (sqlState(error) !== foreignKeyViolation) throw error
    throw new AppError('not_found', `conversationId: there is no conversation ${conversationId}.`, {
      cause: error,
    })
  }
}

/** All that is remembered of a conversation, newest change first. */
export async function retrieveContext(db: Database, conversationId: string): Promise<Context[]> {
  return db
    .select()
    .from(conversationContext)
    .where(eq(conversationContext.conversationId, conversationId))
    .orderBy(desc(conversationContext.updatedAt), desc(conversationContext.id))
}

/** The same, of one type. */
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
