import { and, desc, eq, ilike, inArray, isNull, or, sql, type InferSelectModel } from 'drizzle-orm'
import {
  contextStatuses,
  type ContextStatus,
  type ContextType,
  type EarlierValue,
  type FactPage,
  type RememberedFact,
} from '../../../shared/context.ts'
import { storableText } from '../../../shared/text.ts'
import type { Database } from '../database.ts'
import { conversation, conversationContext } from '../schema.ts'
import { later, withValue } from './context.ts'

/** What is remembered, whatever conversation it comes from. */

export interface FactFilter {
  /** Words that all have to be in it, in any case: in its key, its value or the words that it rests on. */
  readonly text?: string | undefined
  readonly types?: readonly ContextType[] | undefined
  readonly statuses?: readonly ContextStatus[] | undefined
  readonly conversationId?: string | undefined
}

const fact = { context: conversationContext, title: conversation.title }
/** Nobody has deleted it, and it leaves something behind. */
const isShown = and(isNull(conversation.deletedAt), eq(conversation.temporary, false))

const isOnceKept = inArray(conversationContext.status, ['kept', 'superseded', 'outdated'])

function everything(db: Database) {
  return db
    .select(fact)
    .from(conversationContext)
    .innerJoin(conversation, eq(conversation.id, conversationContext.conversationId))
}

/** Pinned ones first, then those changed last. */
export async function listFacts(
  db: Database,
  { limit, offset, ...filter }: FactFilter & { readonly limit: number; readonly offset: number },
): Promise<RememberedFact[]> {
  const rows = await everything(db)
    .where(and(isShown, fits(filter)))
    .orderBy(
      desc(conversationContext.pinned),
      desc(conversationContext.updatedAt),
      desc(conversationContext.id),
    )
    .limit(limit)
    .offset(offset)
  return rows.map(toFact)
}

/** All that are shown, by their status. */
export async function countFacts(db: Database): Promise<FactPage['counts']> {
  const rows = await db
    .select({ status: conversationContext.status, count: sql<number>`count(*)::int` })
    .from(conversationContext)
    .innerJoin(conversation, eq(conversation.id, conversationContext.conversationId))
    .where(isShown)
    .groupBy(conversationContext.status)
  const found = new Map(rows.map(({ status, count }) => [status, count]))
  const byStatus = Object.fromEntries(contextStatuses.map((status) => [status, found.get(status) ?? 0]))
  return {
    byStatus: byStatus as Record<ContextStatus, number>,
    all: rows.reduce((sum, { count }) => sum + count, 0),
  }
}

/** Those that fit, also of conversations that are deleted or temporary: for whoever takes them away. */
export async function everyFact(db: Database, filter: FactFilter): Promise<RememberedFact[]> {
  const rows = await everything(db)
    .where(fits(filter))
    .orderBy(desc(conversationContext.updatedAt), desc(conversationContext.id))
  return rows.map(toFact)
}

/** Those of some ids that are still there. */
export async function factsOf(db: Database, ids: readonly string[]): Promise<RememberedFact[]> {
  if (ids.length === 0) return []
  const rows = await everything(db).where(inArray(conversationContext.id, [...ids]))
  return rows.map(toFact)
}

/** All under some keys, of every conversation. */
export async function factsUnder(db: Database, keys: readonly string[]): Promise<RememberedFact[]> {
  if (keys.length === 0) return []
  const rows = await everything(db).where(inArray(conversationContext.contextKey, [...keys]))
  return rows.map(toFact)
}

/** Those of them that are shown: of conversations that are neither deleted nor temporary. */
export async function shownUnder(db: Database, keys: readonly string[]): Promise<RememberedFact[]> {
  if (keys.length === 0) return []
  const rows = await everything(db).where(and(inArray(conversationContext.contextKey, [...keys]), isShown))
  return rows.map(toFact)
}

export interface FactUpdate {
  /** As `checkedValue` gives it. The one before goes to the history. */
  readonly value?: unknown
  readonly key?: string | undefined
  readonly type?: ContextType | undefined
  readonly pinned?: boolean | undefined
  readonly status?: 'kept' | 'outdated' | undefined
}

/** False when it is gone. A pin alone is no change of what is remembered. */
export async function updateFact(
  db: Database,
  id: string,
  { value, key, type, pinned, status }: FactUpdate,
): Promise<boolean> {
  const edited = value !== undefined
  const rows = await db
    .update(conversationContext)
    .set({
      ...(edited && { contextValue: value, history: withValue, origin: 'edited', confidence: null }),
      ...(key !== undefined && { contextKey: key }),
      ...(type !== undefined && { contextType: type }),
      ...(status !== undefined && { status }),
      ...(pinned !== undefined && { pinned }),
      ...((edited || key !== undefined || type !== undefined || status !== undefined) && {
        updatedAt: later,
      }),
    })
    .where(eq(conversationContext.id, id))
    .returning({ id: conversationContext.id })
  return rows.length > 0
}

/** What a fact takes over from others that become one with it. */
export async function absorb(
  db: Database,
  id: string,
  {
    history,
    pinned,
    usedAt,
    useCount,
  }: {
    readonly history: readonly EarlierValue[]
    readonly pinned: boolean
    readonly usedAt: string | null
    readonly useCount: number
  },
): Promise<void> {
  const change = { history, pinned, useCount, usedAt: usedAt === null ? null : new Date(usedAt) }
  await db
    .update(conversationContext)
    .set({ ...change, updatedAt: later })
    .where(eq(conversationContext.id, id))
}

/** Returns how many there were. */
export async function removeFacts(db: Database, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const rows = await db
    .delete(conversationContext)
    .where(inArray(conversationContext.id, [...ids]))
    .returning({ id: conversationContext.id })
  return rows.length
}

/** Keys of what some conversations remember. */
export async function keysIn(db: Database, conversationIds: readonly string[]): Promise<string[]> {
  if (conversationIds.length === 0) return []
  const rows = await db
    .selectDistinct({ key: conversationContext.contextKey })
    .from(conversationContext)
    .where(inArray(conversationContext.conversationId, [...conversationIds]))
  return rows.map(({ key }) => key)
}

/**
 * After a conversation or a fact came or went: of what conversations have under a key the newest is kept and what is
 * older is superseded. One that is outdated stays so, and what is older than it is not kept either. With `forms` the keys of
 * one form count as one key.
 */
export async function settleKeys(
  db: Database,
  keys: readonly string[],
  forms?: ReadonlyMap<string, string>,
): Promise<void> {
  if (keys.length === 0) return
  const key = conversationContext.contextKey
  const form = forms ? sql`${JSON.stringify(Object.fromEntries(forms))}::jsonb ->> ${key}` : key
  const ranked = db.$with('ranked').as(
    db
      .select({
        id: conversationContext.id,
        due: sql<ContextStatus>`case when row_number() over (partition by ${form}
          order by ${conversationContext.updatedAt} desc, ${conversationContext.id} desc) = 1
          then 'kept' else 'superseded' end`.as('due'),
      })
      .from(conversationContext)
      .innerJoin(conversation, eq(conversation.id, conversationContext.conversationId))
      .where(and(inArray(key, [...keys]), isOnceKept, isShown)),
  )
  await db
    .with(ranked)
    .update(conversationContext)
    .set({ status: sql`${ranked.due}` })
    .from(ranked)
    .where(
      and(
        eq(conversationContext.id, ranked.id),
        inArray(key, [...keys]),
        inArray(conversationContext.status, ['kept', 'superseded']),
        sql`${conversationContext.status} <> ${ranked.due}`,
      ),
    )
}

function fits({ text = '', types, statuses, conversationId }: FactFilter) {
  const words = storableText(text)
    .split(/[\s_]+/)
    .filter(Boolean)
  return and(
    types && inArray(conversationContext.contextType, [...types]),
    statuses && inArray(conversationContext.status, [...statuses]),
    conversationId === undefined ? undefined : eq(conversationContext.conversationId, conversationId),
    ...words.map((word) => {
      const pattern = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
      return or(
        ilike(conversationContext.contextKey, pattern),
        sql`${conversationContext.contextValue}::text ilike ${pattern}`,
        ilike(conversationContext.evidence, pattern),
      )
    }),
  )
}

type Found = { readonly context: InferSelectModel<typeof conversationContext>; readonly title: string }

function toFact({ context, title }: Found): RememberedFact {
  const { contextType: type, contextKey: key, contextValue: value, ...rest } = context
  return {
    ...rest,
    conversationTitle: title,
    type,
    key,
    value,
    usedAt: context.usedAt?.toISOString() ?? null,
    createdAt: context.createdAt.toISOString(),
    updatedAt: context.updatedAt.toISOString(),
  }
}
