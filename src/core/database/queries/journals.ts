import { sql } from 'drizzle-orm'
import type { Message } from '../../../shared/message.ts'
import { rowsOf, type Database } from '../database.ts'
import { message } from '../schema.ts'
import { checkedMetadata, toMessage } from './rows.ts'

/** A run that kept something in the memory. */
export interface KeepingRun {
  readonly runId: string
  readonly conversationId: string
  /** What it was to remember. */
  readonly texts: readonly string[]
}

/** The runs of some conversations that were to remember something. */
export async function keepingRuns(db: Database, conversationIds: readonly string[]): Promise<KeepingRun[]> {
  if (conversationIds.length === 0) return []
  return rowsOf<KeepingRun>(
    db,
    sql`select metadata ->> 'runId' as "runId", conversation_id as "conversationId",
        jsonb_path_query_array(metadata, '$.actions[*] ? (@.action == "remember").arguments.text') as texts
      from message
      where conversation_id in ${listed(conversationIds)} and message_type = 'agent_request' and metadata ? 'runId'
        and metadata -> 'actions' @> '[{"action": "remember"}]'`,
  )
}

/** What some runs wrote: their plans, steps and results. */
export async function writtenByRuns(db: Database, runIds: readonly string[]): Promise<Message[]> {
  if (runIds.length === 0) return []
  const rows = await db
    .select()
    .from(message)
    .where(
      sql`${message.metadata} ->> 'runId' in (select json_array_elements_text(${JSON.stringify(runIds)}::json))
        and ${message.messageType} <> 'text'`,
    )
  return rows.map(toMessage)
}

/** Gives messages that are there another content and other metadata. */
export async function rewrite(db: Database, messages: readonly Message[]): Promise<void> {
  const records = messages.map(({ id, content, messageType, metadata }) => ({
    id,
    content,
    metadata: checkedMetadata(messageType, metadata),
  }))
  if (records.length > 0)
    await db.execute(sql`
      update message set content = given.content, metadata = given.metadata
      from json_to_recordset(${JSON.stringify(records)}::json) as given(id uuid, content text, metadata jsonb)
      where message.id = given.id`)
}

function listed(ids: readonly string[]) {
  return sql`(select value::uuid from json_array_elements_text(${JSON.stringify(ids)}::json))`
}
