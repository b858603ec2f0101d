import { and, asc, desc, eq, gt, isNull, lt, ne, or, sql, type Placeholder, type SQL } from 'drizzle-orm'
import type { Message, MessageType, Role, TextMessage } from '../../../shared/message.ts'
import { storableText } from '../../../shared/text.ts'
import type { Database } from '../database.ts'
import { conversation, message } from '../schema.ts'
import { prepared } from './prepared.ts'
import { checkedMetadata, inExisting, theRow, toMessage } from './rows.ts'

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
  const metadata = checkedMetadata(fields.messageType, fields.metadata)
  const rows = await inExisting(fields.conversationId, () =>
    db
      .insert(message)
      .values({
        ...fields,
        content: storableText(fields.content),
        metadata,
        createdAt: atTheEnd(fields.conversationId, now.toISOString()),
      })
      .returning(),
  )
  return toMessage(theRow(rows)) as M
}

/**
 * Writes an answer as far as it has come: the first time it is added, later changed. Returns it as stored. Throws
 * `not_found` when its conversation was deleted for good.
 */
export async function writeAnswer(db: Database, answer: NewMessage<TextMessage>): Promise<TextMessage> {
  const { now, ...fields } = answer
  const written = {
    content: storableText(fields.content),
    metadata: checkedMetadata('text', fields.metadata),
  }
  const rows = await inExisting(fields.conversationId, () =>
    db
      .insert(message)
      .values({ ...fields, ...written, createdAt: atTheEnd(fields.conversationId, now.toISOString()) })
      .onConflictDoUpdate({ target: message.id, set: written })
      .returning(),
  )
  return toMessage(theRow(rows)) as TextMessage
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
  const rows = before
    ? await page(db, conversationId, isBefore(before)).limit(limit)
    : await newest(db).execute({ conversationId, limit })
  return rows.map(toMessage).reverse()
}

function page(db: Database, conversationId: string | Placeholder, where?: SQL) {
  return db
    .select()
    .from(message)
    .where(and(inConversation(conversationId), where))
    .orderBy(desc(message.createdAt), desc(message.id))
}

const newest = prepared((db) =>
  page(db, sql.placeholder('conversationId')).limit(sql.placeholder('limit')).prepare(''),
)

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

/** Takes a message and all that came later out of the conversation. Returns their ids. */
export async function supersedeFrom(db: Database, from: Message, now: Date): Promise<string[]> {
  const rows = await db
    .update(message)
    .set({ supersededAt: now })
    .where(and(inConversation(from.conversationId), or(eq(message.id, from.id), isAfter(from))))
    .returning({ id: message.id })
  return rows.map((row) => row.id)
}

/** Takes one message out of its conversation, unless it has left it already. A summary that tells of it goes with it. */
export async function supersedeOne(db: Database, id: string, now: Date): Promise<void> {
  const [left] = await db
    .update(message)
    .set({ supersededAt: now })
    .where(and(eq(message.id, id), isNull(message.supersededAt)))
    .returning({ conversationId: message.conversationId })
  if (!left) return
  await db
    .update(conversation)
    .set({ summary: null, summaryUntil: null })
    .where(and(eq(conversation.id, left.conversationId), eq(conversation.summaryUntil, id)))
}

/** What came after a message, oldest first. */
export async function listAfter(db: Database, of: Message, limit: number): Promise<Message[]> {
  const rows = await db
    .select()
    .from(message)
    .where(and(inConversation(of.conversationId), isAfter(of)))
    .orderBy(asc(message.createdAt), asc(message.id))
    .limit(limit)
  return rows.map(toMessage)
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

/** A message as far as a prompt has use for it. */
export interface RecentMessage {
  readonly id: string
  readonly createdAt: Date
  readonly role: Role
  readonly content: string
  readonly messageType: Exclude<MessageType, 'agent_progress'>
  /** What became of a request or a run; null for a text. */
  readonly status: string | null
  /** Of a run's result: where what its steps read comes from. */
  readonly sources: readonly string[] | null
  /** Of a request: the names of its actions. */
  readonly actions: readonly string[] | null
}

/**
 * The end of a conversation, or what came before one of its messages, for a prompt: at most 200 messages, oldest first, of each no more than `length` characters
 * (a longer one would fill the prompt alone). The steps of runs are left out, their results are not.
 */
export async function recentText(
  db: Database,
  conversationId: string,
  length: number,
  before?: Pick<RecentMessage, 'id' | 'createdAt'>,
): Promise<RecentMessage[]> {
  const rows = await db
    .select({
      id: message.id,
      createdAt: message.createdAt,
      role: message.role,
      content: sql<string>`left(${message.content}, ${length})`,
      messageType: message.messageType,
      status: sql<
        string | null
      >`case when ${message.messageType} <> 'text' then ${message.metadata} ->> 'status' end`,
      sources,
      actions,
    })
    .from(message)
    .where(
      and(
        inConversation(conversationId),
        ne(message.messageType, 'agent_progress'),
        before && isBefore(before),
      ),
    )
    .orderBy(desc(message.createdAt), desc(message.id))
    .limit(200)
  return rows.toReversed() as RecentMessage[]
}

// Names of columns written out: Drizzle's would lose their table, and so mean the inner one.
const sources = sql`case when message.message_type = 'agent_result' then (
    select json_agg(distinct step.metadata ->> 'source') from message step
    where step.metadata ->> 'runId' = message.metadata ->> 'runId'
      and step.message_type <> 'text' and step.metadata ? 'source')
  end`.mapWith(parsed)
const actions = sql`case when message.message_type = 'agent_request'
  then jsonb_path_query_array(message.metadata, '$.actions[*].action') end`.mapWith(parsed)

function parsed(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value
}

/** The time of a message that is added now (ISO 8601): never earlier than that of the last one. */
export function atTheEnd(conversationId: string | Placeholder, now: string | Placeholder) {
  const last = sql`(select max(${message.createdAt}) + interval '1 millisecond' from ${message} where ${eq(message.conversationId, conversationId)})`
  return sql`greatest(${now}::timestamptz, ${last})`
}

function inConversation(id: string | Placeholder) {
  return and(eq(message.conversationId, id), isNull(message.supersededAt))
}

function isBefore({ id, createdAt }: { readonly id: string; readonly createdAt: string | Date }) {
  const at = new Date(createdAt)
  return or(lt(message.createdAt, at), and(eq(message.createdAt, at), lt(message.id, id)))
}

function isAfter({ id, createdAt }: Pick<Message, 'id' | 'createdAt'>) {
  const at = new Date(createdAt)
  return or(gt(message.createdAt, at), and(eq(message.createdAt, at), gt(message.id, id)))
}
