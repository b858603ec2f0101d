import { and, asc, desc, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm'
import type { ProgressMessage, RequestMessage, ResultMessage } from '../../../shared/message.ts'
import type { RunStatus } from '../../../shared/run.ts'
import { storableText } from '../../../shared/text.ts'
import type { Database } from '../database.ts'
import { conversation, message } from '../schema.ts'
import { atTheEnd, type NewMessage } from './messages.ts'
import { checkedMetadata, inExisting, inKept, theRow, toMessage } from './rows.ts'

// Literals, not parameters: Postgres has to see that the partial indexes hold all that is asked for.
const isRequest = sql`${message.messageType} = 'agent_request'`
const isStep = sql`${message.messageType} = 'agent_progress'`
const isNotText = sql`${message.messageType} <> 'text'`
const isApproved = sql`${message.metadata} ->> 'status' = 'approved'`
const hasNoResult = sql`not ${message.metadata} ? 'resultId'`
const runId = sql<string>`${message.metadata} ->> 'runId'`

/** All that is stored of one run; steps in the order in which they began. */
export interface StoredRun {
  readonly request: RequestMessage
  readonly steps: readonly ProgressMessage[]
  readonly result: ResultMessage | null
}

export interface RunClaim {
  readonly requestId: string
  readonly runId: string
  /** The app that carries it out, where several share the database. */
  readonly writer: string | null
}

/**
 * Makes an approved request the run of this id. Null where it may not become one: it is not approved, it has been a run
 * before, its conversation is deleted, or another one is under way there.
 */
export async function claimRun(db: Database, claim: RunClaim): Promise<RequestMessage | null> {
  const { requestId, writer } = claim
  const added = JSON.stringify({ runId: claim.runId, ...(writer !== null && { writer }) })
  const underWay = sql`select from ${message} other where other.conversation_id = ${message.conversationId}
    and other.message_type = 'agent_request' and other.metadata ->> 'status' = 'approved'
    and not other.metadata ? 'resultId' and other.metadata ? 'runId'`
  const [row] = await db
    .update(message)
    .set({ metadata: sql`${message.metadata} || ${added}::jsonb` })
    .where(
      and(
        eq(message.id, requestId),
        isRequest,
        isApproved,
        hasNoResult,
        inKept,
        sql`not ${message.metadata} ? 'runId'`,
        sql`not exists (${underWay})`,
      ),
    )
    .returning()
  return row ? (toMessage(row) as RequestMessage) : null
}

/** Writes a step as far as it has come: the first time it is added, later changed. Throws `not_found` without its conversation. */
export async function writeStep(db: Database, step: NewMessage<ProgressMessage>): Promise<ProgressMessage> {
  return (await write(db, step)) as ProgressMessage
}

async function write(db: Database, { now, ...fields }: NewMessage) {
  const written = {
    content: storableText(fields.content),
    metadata: checkedMetadata(fields.messageType, fields.metadata),
  }
  const createdAt = atTheEnd(fields.conversationId, now.toISOString())
  const rows = await inExisting(fields.conversationId, () =>
    db
      .insert(message)
      .values({ ...fields, ...written, createdAt })
      .onConflictDoUpdate({ target: message.id, set: written })
      .returning(),
  )
  return toMessage(theRow(rows))
}

/**
 * Adds the result of a run and notes it in its request: both or none, so it takes a transaction. Null where the request
 * has another result already, or is gone.
 */
export async function closeRun(
  tx: Database,
  requestId: string,
  result: NewMessage<ResultMessage>,
): Promise<{ readonly request: RequestMessage; readonly result: ResultMessage } | null> {
  const added = JSON.stringify({ resultId: result.id, runId: result.metadata?.runId })
  const [row] = await tx
    .update(message)
    .set({ metadata: sql`(${message.metadata} - 'writer') || ${added}::jsonb` })
    .where(
      and(
        eq(message.id, requestId),
        isRequest,
        isApproved,
        or(hasNoResult, sql`${message.metadata} ->> 'resultId' = ${result.id}`),
      ),
    )
    .returning()
  if (!row) return null
  const stored = await write(tx, result)
  return { request: toMessage(row) as RequestMessage, result: stored as ResultMessage }
}

/** Marks the steps of a run that nobody carries out any more as unknown: they may have been done, and may not. */
export async function markUnknown(db: Database, run: string): Promise<ProgressMessage[]> {
  const rows = await db
    .update(message)
    .set({ metadata: sql`${message.metadata} || '{"state":"unknown"}'` })
    .where(
      and(
        sql`${runId} = ${run}`,
        isNotText,
        isStep,
        sql`${message.metadata} ->> 'state' in ('started', 'output')`,
      ),
    )
    .returning()
  return rows.map((row) => toMessage(row) as ProgressMessage)
}

/** Approved requests without a result: their runs are under way, or were cut off. */
export async function openRuns(db: Database): Promise<RequestMessage[]> {
  const rows = await db
    .select()
    .from(message)
    .where(and(isRequest, isApproved, hasNoResult))
  return rows.map((row) => toMessage(row) as RequestMessage)
}

/** Null when there is none. What an edit took out of its conversation is found all the same. */
export async function findRun(db: Database, run: string): Promise<StoredRun | null> {
  const rows = await db
    .select()
    .from(message)
    .where(and(sql`${runId} = ${run}`, isNotText))
    .orderBy(asc(message.createdAt), asc(message.id))
  const told = rows.map(toMessage)
  const request = told.find((one) => one.messageType === 'agent_request')
  if (!request) return null
  // What another conversation says of this run is not of this run.
  const found = told.filter((one) => one.conversationId === request.conversationId)
  return {
    request,
    steps: found.filter((one) => one.messageType === 'agent_progress'),
    result: found.find((one) => one.messageType === 'agent_result') ?? null,
  }
}

/** The requests of a conversation that came after one of its own, the oldest first. */
export async function requestsAfter(
  db: Database,
  { id, conversationId, createdAt }: Pick<RequestMessage, 'id' | 'conversationId' | 'createdAt'>,
): Promise<RequestMessage[]> {
  const rows = await db
    .select()
    .from(message)
    .where(
      and(
        eq(message.conversationId, conversationId),
        isRequest,
        isNull(message.supersededAt),
        sql`(${message.createdAt}, ${message.id}) > (${createdAt}::timestamptz, ${id}::uuid)`,
      ),
    )
    .orderBy(asc(message.createdAt), asc(message.id))
  return rows.map((row) => toMessage(row) as RequestMessage)
}

/** Notes on the result of a run how much of it was taken back. Null where it has none. */
export async function markUndone(
  db: Database,
  run: string,
  undone: 'yes' | 'partly',
): Promise<ResultMessage | null> {
  const [row] = await db
    .update(message)
    .set({ metadata: sql`${message.metadata} || ${JSON.stringify({ undone })}::jsonb` })
    .where(and(sql`${runId} = ${run}`, isNotText, sql`${message.messageType} = 'agent_result'`))
    .returning()
  return row ? (toMessage(row) as ResultMessage) : null
}

/** Requests that became runs, the newest first; without those of deleted conversations. */
export async function listRuns(
  db: Database,
  { conversationId, limit }: { readonly conversationId?: string | undefined; readonly limit: number },
): Promise<RequestMessage[]> {
  const rows = await db
    .select({ request: message })
    .from(message)
    .innerJoin(conversation, eq(conversation.id, message.conversationId))
    .where(
      and(
        isRequest,
        sql`${runId} is not null`,
        conversationId === undefined ? undefined : eq(message.conversationId, conversationId),
        isNull(conversation.deletedAt),
      ),
    )
    .orderBy(desc(message.createdAt), desc(message.id))
    .limit(limit)
  return rows.map(({ request }) => toMessage(request) as RequestMessage)
}

export interface RunFacts {
  readonly runId: string
  /** ISO 8601; null before its first step. */
  readonly startedAt: string | null
  /** Null until it has a result. */
  readonly status: RunStatus | null
  /** Something of it can be taken back. */
  readonly canUndo: boolean
  /** Something of it lies in the system's trash. */
  readonly inTrash: boolean
}

/** Whether a step has a change that fits; what was taken back is in its inverse no more. */
function hasChange(fits: string): SQL<boolean> {
  const path = `$.inverse.changes[*] ? (${fits})`
  return sql`coalesce(bool_or(jsonb_path_exists(${message.metadata}, ${path}::jsonpath)), false)`
}

/** What the rows of some runs say of them. */
export async function factsOfRuns(db: Database, runs: readonly string[]): Promise<RunFacts[]> {
  if (runs.length === 0) return []
  return db
    .select({
      runId,
      startedAt: sql<string | null>`min(${message.metadata} ->> 'startedAt')`,
      status: sql<RunStatus | null>`max(${message.metadata} ->> 'status') filter (where ${message.messageType} = 'agent_result')`,
      canUndo: hasChange('@.kind != "trashed"'),
      inTrash: hasChange('@.kind == "trashed"'),
    })
    .from(message)
    .where(and(inArray(runId, [...runs]), isNotText))
    .groupBy(runId)
}
