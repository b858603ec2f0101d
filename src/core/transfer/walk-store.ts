import { AppError } from '../../shared/errors.ts'
import type { ExportScope } from '../../shared/transfer.ts'
import type { Database } from '../database/database.ts'
import * as records from '../database/queries/transfer-records.ts'
import {
  contextsIn,
  exportedConversations,
  findConversations,
  forgottenAfter,
  messagesAfter,
  type MessageRow,
  type TimeRange,
} from '../database/queries/transfer.ts'
import { checkStop } from '../stop.ts'
import type { ContextRecord, ConversationRecord, ForgottenRecord, MessageRecord } from './document.ts'

const atOnce = { conversations: 16, contexts: 200, messages: 100, forgotten: 2_000 }

/** What is told of the store, one thing after another. None may wait. */
export interface Visitor {
  conversation(record: ConversationRecord): void
  /** Of the conversation before it. */
  message(record: MessageRecord): void
  /** After all conversations. */
  context(record: ContextRecord): void
  forgotten(record: ForgottenRecord): void
}

export interface Walk {
  readonly db: Database
  /** Whether others write to it besides this program: then reading takes a transaction that sees none of that. */
  readonly shared: boolean
  readonly scope: ExportScope
  readonly signal: AbortSignal
  /** After each page: waits for whoever takes what was told. */
  readonly taken: () => Promise<void>
}

/**
 * Tells all that an export is about. A few conversations at a time are read in one transaction: each is told as it is at
 * one moment, none twice, and nobody else waits for longer than those few take. What begins meanwhile is not told.
 */
export async function walkStore(walk: Walk, visitor: Visitor): Promise<void> {
  const { db, scope, signal } = walk
  const ids = await exportedConversations(db, scope)
  if (scope.kind === 'conversation' && ids.length === 0)
    throw new AppError(
      'not_found',
      'This conversation is gone, or it is a temporary one, which is not exported.',
    )
  const told: string[] = []
  for (const some of chunks(ids, atOnce.conversations)) {
    await inOneMoment(walk, async (tx) => {
      told.push(...(await tellConversations(tx, some, walk, visitor)))
    })
    await walk.taken()
  }
  const order = new Map(told.map((id, index) => [id, index]))
  const place = ({ conversationId }: { readonly conversationId: string }): number =>
    order.get(conversationId) ?? 0
  for (const some of chunks(told, atOnce.contexts)) {
    checkStop(signal)
    const rows = await contextsIn(db, some, rangeOf(scope))
    for (const row of rows.sort((a, b) => place(a) - place(b))) visitor.context(records.toContextRecord(row))
    await walk.taken()
  }
  if (scope.kind === 'all' || scope.kind === 'memory') await tellForgotten(walk, visitor)
}

async function tellConversations(
  tx: Database,
  ids: readonly string[],
  { scope, signal, taken }: Walk,
  visitor: Visitor,
): Promise<string[]> {
  const found = new Map((await findConversations(tx, ids)).map((row) => [row.id, row]))
  // What was deleted meanwhile is not told.
  const rows = ids.flatMap((id) => found.get(id) ?? [])
  const read = (id: string | undefined, last: MessageRow | null): Promise<MessageRow[]> =>
    id === undefined || scope.kind === 'memory'
      ? Promise.resolve([])
      : ahead(messagesAfter(tx, id, { last, limit: atOnce.messages, range: rangeOf(scope) }))
  let next = read(rows[0]?.id, null)
  for (const [index, row] of rows.entries()) {
    visitor.conversation(records.toConversationRecord(row))
    for (let more = true; more;) {
      const page = await next
      checkStop(signal)
      more = page.length === atOnce.messages
      // The database reads on while this page is written.
      next = more ? read(row.id, page.at(-1) ?? null) : read(rows[index + 1]?.id, null)
      for (const message of page) visitor.message(records.toMessageRecord(message))
      await taken()
    }
  }
  return rows.map(({ id }) => id)
}

async function tellForgotten({ db, taken }: Walk, visitor: Visitor): Promise<void> {
  for (let page = await forgottenAfter(db, null, atOnce.forgotten); page.length > 0;) {
    for (const row of page) visitor.forgotten(records.toForgottenRecord(row))
    await taken()
    page = await forgottenAfter(db, page.at(-1) ?? null, atOnce.forgotten)
  }
}

/** The embedded database is this program's alone, and so still while one has it. */
async function inOneMoment(
  { db, shared, signal }: Walk,
  work: (tx: Database) => Promise<void>,
): Promise<void> {
  checkStop(signal)
  await db.transaction(
    work,
    shared ? { isolationLevel: 'repeatable read', accessMode: 'read only' } : undefined,
  )
}

/** Something that is waited for later: until then its failure is nobody's. */
function ahead<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => null)
  return promise
}

function rangeOf(scope: ExportScope): TimeRange {
  return scope.kind === 'range' ? scope : {}
}

function* chunks<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size)
}
