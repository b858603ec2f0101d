import { and, eq, isNull, sql } from 'drizzle-orm'
import type { RequestMessage } from '../../../shared/message.ts'
import type { RequestMetadata } from '../../../shared/request.ts'
import { storableText } from '../../../shared/text.ts'
import type { Database } from '../database.ts'
import { message } from '../schema.ts'
import { checkedMetadata, inKept, toMessage } from './rows.ts'

// Written out, and not as a parameter: so the index of open requests answers.
const isRequest = sql`${message.messageType} = 'agent_request'`
const isPending = sql`${message.metadata} ->> 'status' = 'pending'`
/** Nothing has taken its place, and its conversation is not deleted: what a run would leave there goes with that. */
const isPresent = sql`${message.supersededAt} is null and ${inKept}`

/** Null when there is none, when another message has taken its place, or its conversation is deleted. */
export async function findRequest(db: Database, id: string): Promise<RequestMessage | null> {
  const [row] = await db
    .select()
    .from(message)
    .where(and(eq(message.id, id), isRequest, isPresent))
  return row ? (toMessage(row) as RequestMessage) : null
}

/** How many wait for an answer that can still be given. */
export async function countPending(db: Database, now: Date): Promise<number> {
  return db.$count(message, and(isRequest, isPending, isPresent, isInTime(now)))
}

/** Another plan in the place of the one with this digest. Null when that waits no more, or is another by now. */
export async function replacePlan(
  db: Database,
  id: string,
  digest: string,
  plan: { readonly content: string; readonly metadata: RequestMetadata; readonly now: Date },
): Promise<RequestMessage | null> {
  const [row] = await db
    .update(message)
    .set({
      content: storableText(plan.content),
      metadata: checkedMetadata('agent_request', plan.metadata),
    })
    .where(and(isThis(id, digest), isInTime(plan.now)))
    .returning()
  return row ? (toMessage(row) as RequestMessage) : null
}

/**
 * Says yes to the plan with this digest, in one statement: of two who do so at once one gets it, the other null. Null too
 * when it was answered before, has expired, or is another plan by now.
 */
export async function approveRequest(
  db: Database,
  id: string,
  digest: string,
  now: Date,
): Promise<RequestMessage | null> {
  const answer = { status: 'approved', approvedBy: 'person', answeredAt: now.toISOString() } as const
  const [row] = await db
    .update(message)
    .set({ metadata: merged(answer) })
    .where(and(isThis(id, digest), isInTime(now)))
    .returning()
  return row ? (toMessage(row) as RequestMessage) : null
}

/** Null when it waits no more. */
export async function cancelRequest(db: Database, id: string, now: Date): Promise<RequestMessage | null> {
  const [row] = await db
    .update(message)
    .set({ metadata: merged({ status: 'cancelled', answeredAt: now.toISOString() }) })
    .where(and(eq(message.id, id), isRequest, isPending, isPresent))
    .returning()
  return row ? (toMessage(row) as RequestMessage) : null
}

/** Those whose time is over cannot be approved any more. Returns them; what was replaced is left as it is. */
export async function expireRequests(db: Database, now: Date): Promise<RequestMessage[]> {
  const rows = await db
    .update(message)
    .set({ metadata: merged({ status: 'expired' }) })
    .where(and(isRequest, isPending, isNull(message.supersededAt), sql`not (${isInTime(now)})`))
    .returning()
  return rows.map((row) => toMessage(row) as RequestMessage)
}

function isThis(id: string, digest: string) {
  return and(
    eq(message.id, id),
    isRequest,
    isPending,
    isPresent,
    sql`${message.metadata} ->> 'digest' = ${digest}`,
  )
}

/** One without an end has none. */
function isInTime(now: Date) {
  return sql`coalesce((${message.metadata} ->> 'expiresAt')::timestamptz > ${now.toISOString()}::timestamptz, true)`
}

function merged(change: Partial<RequestMetadata>) {
  return sql`${message.metadata} || ${JSON.stringify(change)}::jsonb`
}
