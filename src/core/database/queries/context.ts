import { and, desc, eq, sql } from 'drizzle-orm'
import type { InferSelectModel } from 'drizzle-orm'
import { z } from 'zod'
import { contextTypes, type ContextType } from '../../../shared/context.ts'
import { AppError } from '../../../shared/errors.ts'
import { endsWithin, storableJson, storableText } from '../../../shared/text.ts'
import type { Database } from '../database.ts'
import { conversationContext } from '../schema.ts'
import { inExisting, theRow } from './rows.ts'

export type Context = InferSelectModel<typeof conversationContext>

/** A fact is small; Postgres and JSON both recurse into a value. */
const deepest = 100

const json = z.json()
/** Never back in time, whatever the clock does. */
const later = sql`greatest(now(), ${conversationContext.updatedAt} + interval '1 millisecond')`
const notJson = `This is no value of JSON, or nested more than ${deepest} levels deep.`

const fields = z.strictObject({
  conversationId: z.uuid(),
  contextType: z.enum(contextTypes),
  contextKey: z.string().min(1).max(255),
  // Checked and kept as it is: zod's own copy leaves out a key named __proto__.
  contextValue: z
    .unknown()
    .refine((value) => endsWithin(deepest, value) && json.safeParse(value).success, notJson),
})

/**
 * Stores a fact, or a new value and type for a known key. Returns the stored row. Throws `invalid_input` naming the
 * field, or `not_found` for a conversation that is not there. What Postgres cannot hold in a text (NUL, half a
 * surrogate pair) is stored as U+FFFD.
 */
export async function storeContext(
  db: Database,
  conversationId: string,
  contextType: ContextType,
  contextKey: string,
  contextValue: unknown,
): Promise<Context> {
  const given = check(fields, { conversationId, contextType, contextKey, contextValue })
  const value = storableJson(given.contextValue)
  const rows = await inExisting(conversationId, () =>
    db
      .insert(conversationContext)
      .values({ ...given, contextKey: storableText(given.contextKey), contextValue: asJson(value) })
      .onConflictDoUpdate({
        target: [conversationContext.conversationId, conversationContext.contextKey],
        set: {
          contextType,
          contextValue: sql`excluded.context_value`,
          updatedAt: later,
        },
      })
      .returning(),
  )
  return theRow(rows)
}

/** All that is remembered of a conversation, newest change first. Throws `invalid_input` naming the field. */
export async function retrieveContext(db: Database, conversationId: string): Promise<Context[]> {
  check(fields.pick({ conversationId: true }), { conversationId })
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
  check(fields.pick({ conversationId: true, contextType: true }), { conversationId, contextType })
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

/** Forgets a fact. False when there is none of that key. */
export async function removeContext(
  db: Database,
  conversationId: string,
  contextKey: string,
): Promise<boolean> {
  check(fields.pick({ conversationId: true, contextKey: true }), { conversationId, contextKey })
  const rows = await db
    .delete(conversationContext)
    .where(
      and(
        eq(conversationContext.conversationId, conversationId),
        eq(conversationContext.contextKey, storableText(contextKey)),
      ),
    )
    .returning({ id: conversationContext.id })
  return rows.length > 0
}

/**
 * Puts back what was stored under a key before `written` was, or nothing (null), in one statement. False, and nothing is
 * changed, when it is not what was written any more.
 */
export async function takeBackContext(
  db: Database,
  written: z.infer<typeof fields>,
  before: Pick<z.infer<typeof fields>, 'contextType' | 'contextValue'> | null,
): Promise<boolean> {
  const { conversationId, contextType, contextKey, contextValue } = check(fields, written)
  const isWritten = and(
    eq(conversationContext.conversationId, conversationId),
    eq(conversationContext.contextKey, storableText(contextKey)),
    eq(conversationContext.contextType, contextType),
    sql`${conversationContext.contextValue} = ${JSON.stringify(storableJson(contextValue))}::jsonb`,
  )
  const found = { id: conversationContext.id }
  const rows =
    before === null
      ? await db.delete(conversationContext).where(isWritten).returning(found)
      : await db
          .update(conversationContext)
          .set({
            contextType: before.contextType,
            contextValue: asJson(storableJson(before.contextValue)),
            updatedAt: later,
          })
          .where(isWritten)
          .returning(found)
  return rows.length > 0
}

/** JSON's own null is a value, and not the absence of one. */
function asJson(value: unknown): unknown {
  return value === null ? sql`'null'::jsonb` : value
}

function check<Schema extends z.ZodType>(schema: Schema, given: unknown): z.infer<Schema> {
  const checked = schema.safeParse(given)
  if (checked.success) return checked.data
  const [issue] = checked.error.issues
  throw new AppError('invalid_input', `${issue?.path[0]?.toString()}: ${issue?.message}`, {
    cause: checked.error,
  })
}
