import { and, asc, eq, exists, gt, gte, inArray, isNull, lt, or, sql, type SQL } from 'drizzle-orm'
import type { InferSelectModel } from 'drizzle-orm'
import type { ExportScope } from '../../../shared/transfer.ts'
import type { Database } from '../database.ts'
import { conversation, conversationContext, forgotten, message } from '../schema.ts'

/** What an export reads: page after page, in an order that is the same whatever order things were stored in. */

/** A range of times: from `after` on, until just before `before`. */
export interface TimeRange {
  readonly after?: string | undefined
  readonly before?: string | undefined
}

/** The ids of the conversations that an export is about, the oldest first. Never deleted or temporary ones. */
export async function exportedConversations(db: Database, scope: ExportScope): Promise<string[]> {
  const rows = await db
    .select({ id: conversation.id })
    .from(conversation)
    .where(and(isNull(conversation.deletedAt), eq(conversation.temporary, false), isWanted(db, scope)))
    .orderBy(asc(conversation.createdAt), asc(conversation.id))
  return rows.map(({ id }) => id)
}

function isWanted(db: Database, scope: ExportScope): SQL | undefined {
  switch (scope.kind) {
    case 'all':
      return undefined
    case 'conversation':
      return eq(conversation.id, scope.conversationId)
    case 'memory':
      return exists(
        db
          .select({ id: conversationContext.id })
          .from(conversationContext)
          .where(eq(conversationContext.conversationId, conversation.id)),
      )
    case 'range':
      return exists(
        db
          .select({ id: message.id })
          .from(message)
          .where(and(eq(message.conversationId, conversation.id), within(message.createdAt, scope))),
      )
  }
}

function within(
  column: typeof message.createdAt | typeof conversationContext.updatedAt,
  { after, before }: TimeRange,
): SQL | undefined {
  return and(
    after === undefined ? undefined : gte(column, new Date(after)),
    before === undefined ? undefined : lt(column, new Date(before)),
  )
}

/** About how many messages an export has, for its progress: Postgres' own estimate, or null where it has none. */
export async function countMessages(db: Database): Promise<number | null> {
  const [row] = await db
    .select({ n: sql<number>`reltuples::int` })
    .from(sql`pg_class`)
    .where(sql`oid = ${'message'}::regclass`)
  return row && row.n >= 0 ? row.n : null
}

/** Those of these conversations that are there and not deleted, in any order. */
export async function findConversations(
  db: Database,
  ids: readonly string[],
): Promise<InferSelectModel<typeof conversation>[]> {
  return db
    .select()
    .from(conversation)
    .where(and(inArray(conversation.id, [...ids]), isNull(conversation.deletedAt)))
}

export type MessageRow = InferSelectModel<typeof message>

/** All messages of a conversation, what was replaced too, oldest first: those after one of them. */
export async function messagesAfter(
  db: Database,
  conversationId: string,
  {
    last,
    limit,
    range = {},
  }: { readonly last: MessageRow | null; readonly limit: number; readonly range?: TimeRange | undefined },
): Promise<MessageRow[]> {
  const isAfter =
    last &&
    or(
      gt(message.createdAt, last.createdAt),
      and(eq(message.createdAt, last.createdAt), gt(message.id, last.id)),
    )
  return db
    .select()
    .from(message)
    .where(
      and(eq(message.conversationId, conversationId), within(message.createdAt, range), isAfter ?? undefined),
    )
    .orderBy(asc(message.createdAt), asc(message.id))
    .limit(limit)
}

export type ContextRow = InferSelectModel<typeof conversationContext>

/** What is remembered in these conversations; within each, the oldest first. */
export async function contextsIn(
  db: Database,
  conversationIds: readonly string[],
  range: TimeRange = {},
): Promise<ContextRow[]> {
  return db
    .select()
    .from(conversationContext)
    .where(
      and(
        inArray(conversationContext.conversationId, [...conversationIds]),
        within(conversationContext.updatedAt, range),
      ),
    )
    .orderBy(asc(conversationContext.createdAt), asc(conversationContext.id))
}

/** What is not to be learned again: those after one of them. */
export async function forgottenAfter(
  db: Database,
  last: InferSelectModel<typeof forgotten> | null,
  limit: number,
): Promise<InferSelectModel<typeof forgotten>[]> {
  const isAfter =
    last &&
    or(gt(forgotten.kind, last.kind), and(eq(forgotten.kind, last.kind), gt(forgotten.hash, last.hash)))
  return db
    .select()
    .from(forgotten)
    .where(isAfter ?? undefined)
    .orderBy(asc(forgotten.kind), asc(forgotten.hash))
    .limit(limit)
}
