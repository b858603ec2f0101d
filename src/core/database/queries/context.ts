import { and, desc, eq, ne, sql } from 'drizzle-orm'
import type { InferSelectModel } from 'drizzle-orm'
import { z } from 'zod'
import {
  contextTypes,
  type ContextOrigin,
  type ContextStatus,
  type ContextType,
} from '../../../shared/context.ts'
import { AppError } from '../../../shared/errors.ts'
import { endsWithin, storableJson, storableText } from '../../../shared/text.ts'
import type { Database } from '../database.ts'
import { conversation, conversationContext, message } from '../schema.ts'
import { inExisting, theRow } from './rows.ts'

export type Context = InferSelectModel<typeof conversationContext>

/** A fact is small; Postgres and JSON both recurse into a value. */
const deepest = 100

const json = z.json()
/** So many earlier values of a fact stay, the last. */
export const earlierValues = 20

/** Never back in time, whatever the clock does. */
export const later = sql`greatest(now(), ${conversationContext.updatedAt} + interval '1 millisecond')`
/** The history of a fact whose value is about to go, with that value at its end. */
export const withValue = sql`(case when jsonb_array_length(${conversationContext.history}) < ${sql.raw(String(earlierValues))}
    then ${conversationContext.history} else ${conversationContext.history} - 0 end)
  || jsonb_build_array(jsonb_build_object('value', ${conversationContext.contextValue},
    'until', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))`
const isSame = sql`${conversationContext.contextValue} = excluded.context_value`
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

/** A context as it is stored: what is left out was said outright by a person. */
export interface NewContext extends z.infer<typeof fields> {
  readonly status?: ContextStatus | undefined
  readonly origin?: ContextOrigin | undefined
  /** From 0 to 1. */
  readonly confidence?: number | null | undefined
  readonly evidence?: string | null | undefined
  readonly messageId?: string | null | undefined
}

/**
 * Stores a fact, or a new value and type for a known key. Returns the stored row. Throws `invalid_input` naming the
 * field, or `not_found` for a conversation that is not there. What Postgres cannot hold in a text (NUL, half a
 * surrogate pair) is stored as U+FFFD.
 */
export function storeContext(
  db: Database,
  conversationId: string,
  contextType: ContextType,
  contextKey: string,
  contextValue: unknown,
): Promise<Context> {
  return storeFact(db, { conversationId, contextType, contextKey, contextValue })
}

/**
 * The same with where it comes from. One statement: the value that a key had goes to its history, and where the new one
 * is kept, what other conversations have under that key is superseded. Nobody else learns of a temporary conversation.
 */
export async function storeFact(
  db: Database,
  {
    status = 'kept',
    origin = 'said',
    confidence = null,
    evidence = null,
    messageId = null,
    ...fact
  }: NewContext,
): Promise<Context> {
  const given = check(fields, fact)
  const { conversationId } = given
  const contextKey = storableText(given.contextKey)
  const provenance = { status, origin, confidence, evidence: evidence && storableText(evidence), messageId }
  const stored = db.$with('stored').as(
    db
      .insert(conversationContext)
      .values({ ...given, ...provenance, contextKey, contextValue: asJson(storableJson(given.contextValue)) })
      .onConflictDoUpdate({
        target: [conversationContext.conversationId, conversationContext.contextKey],
        set: {
          contextType: given.contextType,
          contextValue: sql`excluded.context_value`,
          history: sql`case when ${isSame} then ${conversationContext.history} else ${withValue} end`,
          status,
          origin,
          confidence: whereItComesFrom('confidence'),
          evidence: whereItComesFrom('evidence'),
          messageId: whereItComesFrom('message_id'),
          updatedAt: later,
        },
      })
      .returning(),
  )
  const older = db.$with('older').as(
    db
      .update(conversationContext)
      .set({ status: 'superseded' })
      .where(
        and(
          eq(conversationContext.contextKey, contextKey),
          ne(conversationContext.conversationId, conversationId),
          eq(conversationContext.status, 'kept'),
          sql`exists (select from ${conversation} its where its.id = ${conversationId} and not its.temporary)`,
        ),
      )
      .returning({ id: conversationContext.id }),
  )
  const rows = await inExisting(conversationId, () =>
    status === 'kept' ? db.with(stored, older).select().from(stored) : db.with(stored).select().from(stored),
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

/** What stood under a key, with where it came from. */
export type BeforeContext = Pick<
  Context,
  'contextType' | 'contextValue' | 'status' | 'origin' | 'confidence' | 'evidence' | 'messageId'
>

/**
 * Puts back what was stored under a key before `written` was, or nothing (null), in one statement: nothing of what was
 * written stays. False, and nothing is changed, when it is not what was written any more.
 */
export async function takeBackContext(
  db: Database,
  written: z.infer<typeof fields>,
  before: BeforeContext | null,
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
      : await db.update(conversationContext).set(asBefore(before)).where(isWritten).returning(found)
  return rows.length > 0
}

function asBefore({ contextType, contextValue, status, origin, confidence, ...from }: BeforeContext) {
  const value = storableJson(contextValue)
  const { history } = conversationContext
  return {
    contextType,
    contextValue: asJson(value),
    status,
    origin,
    confidence,
    evidence: from.evidence && storableText(from.evidence),
    // It may have been deleted meanwhile.
    messageId: sql`(select ${message.id} from ${message} where ${message.id} = ${from.messageId}::uuid)`,
    // It went there when the other took its place.
    history: sql`case when ${conversationContext.contextValue} <> ${JSON.stringify(value)}::jsonb
      and ${history} -> -1 -> 'value' = ${JSON.stringify(value)}::jsonb then ${history} - -1 else ${history} end`,
    updatedAt: later,
  }
}

/** Words that an unchanged value rested on stay its words. */
function whereItComesFrom(column: 'confidence' | 'evidence' | 'message_id') {
  const given = sql.raw(`excluded.${column}`)
  const known = sql.raw(`conversation_context.${column}`)
  return sql`coalesce(${given}, case when ${isSame} then ${known} end)`
}

/** A value as it is stored. Throws `invalid_input` for what is no JSON. */
export function checkedValue(contextValue: unknown): unknown {
  return asJson(storableJson(check(fields.pick({ contextValue: true }), { contextValue }).contextValue))
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
