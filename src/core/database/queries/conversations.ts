import { and, desc, eq, ilike, isNull, isNotNull, lt, or, sql } from 'drizzle-orm'
import type { Conversation } from '../../../shared/conversation.ts'
import { storableText } from '../../../shared/text.ts'
import type { Database } from '../database.ts'
import { conversation } from '../schema.ts'
import { toConversation } from './rows.ts'

/** Null when there is none, or when it was deleted. */
export async function findConversation(db: Database, id: string): Promise<Conversation | null> {
  const [row] = await db
    .select()
    .from(conversation)
    .where(and(eq(conversation.id, id), isNull(conversation.deletedAt)))
  return row ? toConversation(row) : null
}

/** Keeps everybody else from adding to it or changing it until the transaction ends. */
export async function holdConversation(tx: Database, id: string): Promise<void> {
  await tx.select({ id: conversation.id }).from(conversation).where(eq(conversation.id, id)).for('update')
}

export interface ConversationQuery {
  /** Part of a title, in any case. */
  readonly search?: string | undefined
  /** The last one seen. */
  readonly before?: { readonly updatedAt: string; readonly id: string } | undefined
  readonly limit: number
}

/** Newest first, without temporary ones. */
export async function listConversations(
  db: Database,
  { search, before, limit }: ConversationQuery,
): Promise<Conversation[]> {
  const wanted = storableText(search ?? '').trim()
  const pattern = wanted ? `%${wanted.replaceAll(/[\\%_]/g, String.raw`\$&`)}%` : null
  const rows = await db
    .select()
    .from(conversation)
    .where(
      and(
        isNull(conversation.deletedAt),
        eq(conversation.temporary, false),
        pattern ? ilike(conversation.title, pattern) : undefined,
        before ? isBefore(new Date(before.updatedAt), before.id) : undefined,
      ),
    )
    .orderBy(desc(conversation.updatedAt), desc(conversation.id))
    .limit(limit)
  return rows.map(toConversation)
}

function isBefore(updatedAt: Date, id: string) {
  return or(
    lt(conversation.updatedAt, updatedAt),
    and(eq(conversation.updatedAt, updatedAt), lt(conversation.id, id)),
  )
}

export type ConversationChange = Partial<
  Pick<Conversation, 'title' | 'titledBy' | 'model' | 'numCtx' | 'draft' | 'summary' | 'summaryUntil'>
>

/** Null when there is no such conversation. */
export async function changeConversation(
  db: Database,
  id: string,
  change: ConversationChange,
): Promise<Conversation | null> {
  const [row] = await db
    .update(conversation)
    .set(change)
    .where(and(eq(conversation.id, id), isNull(conversation.deletedAt)))
    .returning()
  return row ? toConversation(row) : null
}

/** The model's title, unless a person has given one meanwhile: then null. */
export async function changeUnlessNamed(
  db: Database,
  id: string,
  title: string,
): Promise<Conversation | null> {
  const [row] = await db
    .update(conversation)
    .set({ title, titledBy: 'model' })
    .where(and(eq(conversation.id, id), isNull(conversation.deletedAt), eq(conversation.titledBy, 'message')))
    .returning()
  return row ? toConversation(row) : null
}

/** Moves it to the top of the list, never back in time whatever the clock does. */
export async function touchConversation(db: Database, id: string, now: Date): Promise<Conversation | null> {
  const [row] = await db
    .update(conversation)
    .set({
      updatedAt: sql`greatest(${conversation.updatedAt}, ${now.toISOString()}::timestamptz)`,
    })
    .where(eq(conversation.id, id))
    .returning()
  return row ? toConversation(row) : null
}

/** Hides it. False when there is no such conversation. */
export async function hideConversation(db: Database, id: string, now: Date): Promise<boolean> {
  const rows = await db
    .update(conversation)
    .set({ deletedAt: now })
    .where(and(eq(conversation.id, id), isNull(conversation.deletedAt)))
    .returning({ id: conversation.id })
  return rows.length > 0
}

export async function unhideConversation(db: Database, id: string): Promise<Conversation | null> {
  const [row] = await db
    .update(conversation)
    .set({ deletedAt: null })
    .where(eq(conversation.id, id))
    .returning()
  return row ? toConversation(row) : null
}

/** Gone for good, with its messages and contexts. False when there was none. */
export async function deleteConversation(db: Database, id: string): Promise<boolean> {
  const rows = await db.delete(conversation).where(eq(conversation.id, id)).returning({ id: conversation.id })
  return rows.length > 0
}

/** Which were hidden before `moment`. */
export async function hiddenBefore(db: Database, moment: Date): Promise<string[]> {
  const rows = await db.select({ id: conversation.id }).from(conversation).where(isHidden(moment))
  return rows.map(({ id }) => id)
}

/** Deletes for good what was hidden before `moment`. */
export async function purgeHidden(db: Database, moment: Date): Promise<void> {
  await db.delete(conversation).where(isHidden(moment))
}

function isHidden(before: Date) {
  return and(isNotNull(conversation.deletedAt), lt(conversation.deletedAt, before))
}

/** Temporary ones; with `since` only those in which nothing was said since then. */
export async function leftTemporary(db: Database, since: Date | null): Promise<string[]> {
  const rows = await db
    .select({ id: conversation.id })
    .from(conversation)
    .where(and(conversation.temporary, since ? lt(conversation.updatedAt, since) : undefined))
  return rows.map(({ id }) => id)
}

/** The model of the conversation that was used last: a new one begins with it. */
export async function lastUsedModel(db: Database): Promise<string | null> {
  const [row] = await db
    .select({ model: conversation.model })
    .from(conversation)
    .where(and(isNotNull(conversation.model), isNull(conversation.deletedAt)))
    .orderBy(desc(conversation.updatedAt), desc(conversation.id))
    .limit(1)
  return row?.model ?? null
}
