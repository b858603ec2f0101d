import { and, inArray, isNotNull, sql, type SQL } from 'drizzle-orm'
import type { InferSelectModel } from 'drizzle-orm'
import type {
  ContextRecord,
  ConversationRecord,
  ForgottenRecord,
  MessageRecord,
} from '../../transfer/document.ts'
import type { Database } from '../database.ts'
import { conversation, conversationContext, message } from '../schema.ts'
import type { ContextRow, MessageRow } from './transfer.ts'

/** What an import looks up and writes: many at a time, by statements whose text is always the same. */

/** Any number, the same for every Hearth and no other lock’s. */
const importing = 4_728_423_903

/** Waits for an import that another app does, and holds others up until the transaction ends. */
export async function holdImports(tx: Database): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${importing})`)
}

/** Of these, those that are there, hidden and temporary ones too. */
export async function conversationsById(
  db: Database,
  ids: readonly string[],
): Promise<InferSelectModel<typeof conversation>[]> {
  return db
    .select()
    .from(conversation)
    .where(sql`${conversation.id} in ${idsIn(ids)}`)
}

export async function messagesById(db: Database, ids: readonly string[]): Promise<MessageRow[]> {
  return db
    .select()
    .from(message)
    .where(sql`${message.id} in ${idsIn(ids)}`)
}

/** In which conversations these runs are. */
export async function conversationsOfRuns(
  db: Database,
  runs: readonly string[],
): Promise<{ readonly run: string; readonly conversationId: string }[]> {
  const run = sql<string>`${message.metadata} ->> 'runId'`
  return db
    .selectDistinct({ run, conversationId: message.conversationId })
    .from(message)
    .where(
      sql`${run} in (select json_array_elements_text(${JSON.stringify(runs)}::json)) and ${message.messageType} <> 'text'`,
    )
}

/** The keys of all that is remembered. */
export async function keysHeld(db: Database): Promise<string[]> {
  const rows = await db.selectDistinct({ key: conversationContext.contextKey }).from(conversationContext)
  return rows.map(({ key }) => key)
}

/** Whether a conversation was deleted a moment ago, and may be had back. */
export async function hasHidden(db: Database): Promise<boolean> {
  const [row] = await db
    .select({ id: conversation.id })
    .from(conversation)
    .where(isNotNull(conversation.deletedAt))
    .limit(1)
  return row !== undefined
}

/** At least those with the id, or the key in the conversation, of one of these. */
export async function contextsLike(
  db: Database,
  records: readonly Pick<ContextRecord, 'id' | 'conversationId' | 'key'>[],
): Promise<ContextRow[]> {
  const ids = records.map(({ id }) => id)
  const byId = await db.select().from(conversationContext).where(inArray(conversationContext.id, ids))
  const byKey = await db
    .select()
    .from(conversationContext)
    .where(
      and(
        inArray(conversationContext.conversationId, [
          ...new Set(records.map(({ conversationId }) => conversationId)),
        ]),
        inArray(conversationContext.contextKey, [...new Set(records.map(({ key }) => key))]),
      ),
    )
  return [...new Map([...byId, ...byKey].map((row) => [row.id, row])).values()]
}

function idsIn(ids: readonly string[]): SQL {
  return sql`(select value::uuid from json_array_elements_text(${JSON.stringify(ids)}::json))`
}

/** Adds conversations, or gives those that are there these fields. A draft stays. */
export async function putConversations(tx: Database, records: readonly ConversationRecord[]): Promise<void> {
  await tx.execute(sql`
    insert into conversation
      (id, title, titled_by, model, num_ctx, summary, summary_until, created_at, updated_at)
    select id, title, "titledBy", model, "numCtx", summary, "summaryUntil", "createdAt", "updatedAt"
    from json_to_recordset(${JSON.stringify(records)}::json) as given(
      id uuid, title text, "titledBy" varchar, model text, "numCtx" int, summary text, "summaryUntil" uuid,
      "createdAt" timestamptz, "updatedAt" timestamptz)
    on conflict (id) do update set
      title = excluded.title, titled_by = excluded.titled_by, model = excluded.model, num_ctx = excluded.num_ctx,
      summary = excluded.summary, summary_until = excluded.summary_until, created_at = excluded.created_at,
      updated_at = excluded.updated_at`)
}

/** Adds messages, or gives those that are there this content; none moves to another conversation. */
export async function putMessages(
  tx: Database,
  records: readonly (MessageRecord & { readonly conversationId: string })[],
): Promise<void> {
  await tx.execute(sql`
    insert into message
      (id, conversation_id, role, content, message_type, metadata, created_at, superseded_at)
    select id, "conversationId", role, content, "messageType", metadata, "createdAt", "supersededAt"
    from json_to_recordset(${JSON.stringify(records)}::json) as given(
      id uuid, "conversationId" uuid, role varchar, content text, "messageType" varchar, metadata jsonb,
      "createdAt" timestamptz, "supersededAt" timestamptz)
    on conflict (id) do update set
      role = excluded.role, content = excluded.content, message_type = excluded.message_type,
      metadata = excluded.metadata, created_at = excluded.created_at, superseded_at = excluded.superseded_at`)
}

export interface NewContext extends ContextRecord {
  /** The message where `messageId` is not there. */
  readonly otherMessageId?: string | undefined
}

/** Adds facts; what stands in their place goes first. A message that is not there is left out. */
export async function putContexts(
  tx: Database,
  records: readonly NewContext[],
  instead: readonly string[],
): Promise<void> {
  if (instead.length > 0)
    await tx.delete(conversationContext).where(inArray(conversationContext.id, [...instead]))
  await tx.execute(sql`
    insert into conversation_context
      (id, conversation_id, context_type, context_key, context_value, created_at, updated_at, status, origin,
       confidence, evidence, message_id, pinned, used_at, use_count, history)
    select id, "conversationId", type, key, coalesce(value, 'null'::jsonb), "createdAt", "updatedAt", status, origin,
      confidence, evidence,
      coalesce((select m.id from message m where m.id = "messageId"),
        (select m.id from message m where m.id = "otherMessageId")),
      pinned, "usedAt", "useCount", history
    from json_to_recordset(${JSON.stringify(records)}::json) as given(
      id uuid, "conversationId" uuid, type varchar, key varchar, value jsonb, "createdAt" timestamptz,
      "updatedAt" timestamptz, status varchar, origin varchar, confidence real, evidence text, "messageId" uuid,
      "otherMessageId" uuid, pinned boolean, "usedAt" timestamptz, "useCount" int, history jsonb)`)
}

/** What is not to be learned again. */
export async function putForgotten(tx: Database, records: readonly ForgottenRecord[]): Promise<void> {
  await tx.execute(sql`
    insert into forgotten (kind, hash, created_at)
    select kind, hash, "createdAt"
    from json_to_recordset(${JSON.stringify(records)}::json) as given(kind varchar, hash text, "createdAt" timestamptz)
    on conflict (kind, hash) do nothing`)
}

/** What was deleted a moment ago, and would go for good: it comes anew. */
export async function removeHidden(tx: Database, ids: readonly string[]): Promise<void> {
  await tx.delete(conversation).where(inArray(conversation.id, [...ids]))
}
