import type { ContextStatus } from '../../shared/context.ts'
import type { Standing } from '../../shared/transfer.ts'
import type { Database } from '../database/database.ts'
import {
  contextsLike,
  conversationsById,
  conversationsOfRuns,
  messagesById,
} from '../database/queries/transfer-import.ts'
import * as records from '../database/queries/transfer-records.ts'
import type { ContextRow } from '../database/queries/transfer.ts'
import { canonicalJson } from './canonical-json.ts'
import type { MessageRecord } from './document.ts'
import type { Entry } from './entry.ts'

/** An entry, and how it stands to what is here. */
export interface Looked {
  readonly entry: Entry
  readonly standing: keyof Standing
  /** What is here in its place, where that can be replaced: facts, and conversations deleted a moment ago. */
  readonly instead: readonly string[]
}

/** What is here of a conversation in the document. */
interface Held {
  /** The document's is newer. */
  readonly newer: boolean
  /** It is temporary, and no import touches it. */
  readonly closed: boolean
}

export interface Look {
  /** Of entries in the order of the document. */
  at(entries: readonly Entry[]): Promise<readonly Looked[]>
  /** Whether a conversation of the document is here already. */
  isHere(conversationId: string): boolean
}

/** Compares a document with what is here, some entries at a time. A message is as new as its conversation. */
export function createLook(db: Database): Look {
  const held = new Map<string, Held>()

  async function conversations(entries: readonly Entry[]): Promise<Map<Entry, Looked>> {
    const asked = entries.filter((entry) => entry.kind === 'conversation')
    const rows = byId(
      asked.length > 0
        ? await conversationsById(
            db,
            asked.map(({ record }) => record.id),
          )
        : [],
    )
    return new Map(
      asked.map((entry): [Entry, Looked] => {
        const { record } = entry
        const row = rows.get(record.id)
        if (!row || row.deletedAt) return [entry, { entry, standing: 'fresh', instead: row ? [row.id] : [] }]
        const newer = !row.temporary && record.updatedAt > row.updatedAt.toISOString()
        held.set(record.id, { newer, closed: row.temporary })
        const same = !row.temporary && isSame(records.toConversationRecord(row), record)
        return [entry, { entry, standing: standing(same, newer), instead: [] }]
      }),
    )
  }

  async function messages(entries: readonly Entry[]): Promise<Map<Entry, Looked>> {
    const asked = entries.filter((entry) => entry.kind === 'message')
    const rows = byId(
      asked.length > 0
        ? await messagesById(
            db,
            asked.map(({ record }) => record.id),
          )
        : [],
    )
    const claims = asked.filter(({ record }) => runOf(record) !== null)
    const runs =
      claims.length > 0
        ? await conversationsOfRuns(
            db,
            claims.map(({ record }) => runOf(record) ?? ''),
          )
        : []
    return new Map(
      asked.map((entry): [Entry, Looked] => {
        const { record, conversationId } = entry
        const run = runOf(record)
        // It says what became of a run that is another conversation's here.
        if (runs.some((one) => one.run === run && one.conversationId !== conversationId))
          return [entry, { entry, standing: 'older', instead: [] }]
        const row = rows.get(record.id)
        const { newer = false, closed = false } = held.get(conversationId) ?? {}
        const here = row && row.conversationId === conversationId
        // Of a conversation that is here no more it goes with that.
        if (!row || (here && !held.has(conversationId)))
          return [entry, { entry, standing: closed ? 'older' : 'fresh', instead: [] }]
        const same = here === true && !closed && isSame(records.toMessageRecord(row), record)
        return [entry, { entry, standing: standing(same, here === true && newer), instead: [] }]
      }),
    )
  }

  async function contexts(entries: readonly Entry[]): Promise<Map<Entry, Looked>> {
    const asked = entries.filter((entry) => entry.kind === 'context')
    const rows =
      asked.length > 0
        ? await contextsLike(
            db,
            asked.map(({ record }) => record),
          )
        : []
    const ids = byId(rows)
    const keys = new Map(rows.map((row) => [keyOf(row.conversationId, row.contextKey), row]))
    return new Map(
      asked.map((entry): [Entry, Looked] => {
        const { record } = entry
        const found = [ids.get(record.id), keys.get(keyOf(record.conversationId, record.key))]
        const there = [...new Set(found.filter((row) => row !== undefined))].filter(
          // Of a conversation that was deleted a moment ago it goes with that.
          (row) => row.conversationId !== record.conversationId || held.has(row.conversationId),
        )
        const closed = held.get(record.conversationId)?.closed ?? false
        if (there.length === 0 && !closed) return [entry, { entry, standing: 'fresh', instead: [] }]
        const elsewhere = closed || there.some((row) => row.conversationId !== record.conversationId)
        const same = !elsewhere && there.some((row) => isSameFact(row, record))
        const newer = !elsewhere && there.every((row) => record.updatedAt > row.updatedAt.toISOString())
        const instead = there.map(({ id }) => id)
        return [entry, { entry, standing: standing(same, newer), instead }]
      }),
    )
  }

  return {
    isHere: (id) => held.has(id),
    async at(entries) {
      const looked = new Map(await conversations(entries))
      for (const part of [await messages(entries), await contexts(entries)])
        for (const [entry, one] of part) looked.set(entry, one)
      return entries.map((entry) => looked.get(entry) ?? { entry, standing: 'fresh', instead: [] })
    },
  }
}

/** Whether it is superseded is a matter of what else is here. */
function ofItself(status: ContextStatus): ContextStatus {
  return status === 'superseded' ? 'kept' : status
}

function runOf(record: MessageRecord): string | null {
  return record.messageType === 'text' ? null : (record.metadata?.runId ?? null)
}

function standing(same: boolean, newer: boolean): keyof Standing {
  if (same) return 'same'
  return newer ? 'newer' : 'older'
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]))
}

function keyOf(conversationId: string, key: string): string {
  return `${conversationId} ${key}`
}

function isSame(here: unknown, given: unknown): boolean {
  return canonicalJson(here) === canonicalJson(given)
}

/** Whatever its id, and with or without the message that it comes from, which may not have come along. */
function isSameFact(row: ContextRow, record: (Entry & { kind: 'context' })['record']): boolean {
  const here = records.toContextRecord(row)
  // What came by an import is the same whatever a person made of it here.
  const known = here.origin === 'imported' && here.updatedAt >= record.updatedAt
  if (known && here.key === record.key && isSame(here.value, record.value)) return true
  return isSame(
    { ...here, status: ofItself(here.status) },
    {
      ...record,
      id: here.id,
      messageId: here.messageId && record.messageId,
      status: ofItself(record.status),
    },
  )
}
