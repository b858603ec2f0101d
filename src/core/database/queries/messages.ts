import { and, asc, desc, eq, gt, gte, isNull, lt, or, sql } from 'drizzle-orm'
import type { Message, TextMessage, TextMetadata } from '../../../shared/message.ts'
import type { Database } from '../database.ts'
import { message } from '../schema.ts'
import { theRow, checkedMetadata, toMessage } from './rows.ts'

export interface NewMessage<M extends Message = Message> {
  readonly id: string
  readonly conversationId: string
  readonly role: M['role']
  readonly content: string
  readonly messageType: M['messageType']
  readonly metadata: M['metadata']
  readonly now: Date
}

/**
 * Adds a message at the end of its conversation. Its time is never earlier than that of the one before: with the clock
 * set back it is one millisecond later, so messages stay in order without another column.
 */
export async function insertMessage<M extends Message>(
  db: Database,
  { now, ...fields }: NewMessage<M>,
): Promise<M> {
  const last = sql`(select max(${message.createdAt}) + interval '1 millisecond' from ${message} where ${eq(message.conversationId, fields.conversationId)})`
  const rows = await db
    .insert(message)
    .values({
      ...fields,
      metadata: checkedMetadata(fields.messageType, fields.metadata),
      createdAt: sql`greatest(${now.toISOString()}::timestamptz, ${last})`,
    })
    .returning()
  return toMessage(theRow(rows)) as M
}

/** Writes an answer, whole or as far as it has come. Null when its conversation was deleted meanwhile. */
export async function writeAnswer(
  db: Database,
  id: string,
  content: string,
  metadata: TextMetadata,
): Promise<TextMessage | null> {
  const [row] = await db
    .update(message)
    .set({ content, metadata: checkedMetadata('text', metadata) })
    .where(eq(message.id, id))
    .returning()
  return row ? (toMessage(row) as TextMessage) : null
}

/** Null when there is none, or when another has taken its place. */
export async function findMessage(db: Database, id: string): Promise<Message | null> {
  const [row] = await db
    .select()
    .from(message)
    .where(and(eq(message.id, id), isNull(message.supersededAt)))
  return row ? toMessage(row) : null
}

/** The newest messages of a conversation, or those before one of them; oldest first. */
export async function listMessages(
  db: Database,
  conversationId: string,
  {
    limit,
    before,
  }: { readonly limit: number; readonly before?: Pick<Message, 'id' | 'createdAt'> | undefined },
): Promise<Message[]> {
  const rows = await db
    .select()
    .from(message)
    .where(and(inConversation(conversationId), before ? isBefore(before) : undefined))
    .orderBy(desc(message.createdAt), desc(message.id))
    .limit(limit)
  return rows.map(toMessage).reverse()
}

/** What the person last said before an answer, and so what the answer is to. */
export async function findQuestion(db: Database, answer: Message): Promise<Message | null> {
  const [row] = await db
    .select()
    .from(message)
    .where(and(inConversation(answer.conversationId), eq(message.role, 'user'), isBefore(answer)))
    .orderBy(desc(message.createdAt), desc(message.id))
    .limit(1)
  return row ? toMessage(row) : null
}

/** Takes a message (or only what follows it) and all that came later out of the conversation. Returns their ids. */
export async function supersede(
  db: Database,
  from: Message,
  { itself, now }: { itself: boolean; now: Date },
): Promise<string[]> {
  const at = new Date(from.createdAt)
  const later = or(
    gt(message.createdAt, at),
    and(eq(message.createdAt, at), itself ? gte(message.id, from.id) : gt(message.id, from.id)),
  )
  const rows = await db
    .update(message)
    .set({ supersededAt: now })
    .where(and(inConversation(from.conversationId), later))
    .returning({ id: message.id })
  return rows.map((row) => row.id)
}

/** After a start: answers that were being written when the last owner ended are marked as interrupted. */
export async function markInterrupted(db: Database): Promise<number> {
  const rows = await db
    .update(message)
    .set({ metadata: sql`${message.metadata} || '{"status":"interrupted"}'` })
    .where(sql`${message.metadata} ->> 'status' = 'streaming'`)
    .returning({ id: message.id })
  return rows.length
}

/** Where a conversation begins; oldest first. */
export async function firstMessages(db: Database, conversationId: string, limit: number): Promise<Message[]> {
  const rows = await db
    .select()
    .from(message)
    .where(inConversation(conversationId))
    .orderBy(asc(message.createdAt), asc(message.id))
    .limit(limit)
  return rows.map(toMessage)
}

function inConversation(id: string) {
  return and(eq(message.conversationId, id), isNull(message.supersededAt))
}

function isBefore({ id, createdAt }: Pick<Message, 'id' | 'createdAt'>) {
  const at = new Date(createdAt)
  return or(lt(message.createdAt, at), and(eq(message.createdAt, at), lt(message.id, id)))
}
