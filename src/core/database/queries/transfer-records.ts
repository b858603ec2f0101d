import type { InferSelectModel } from 'drizzle-orm'
import type {
  ContextRecord,
  ConversationRecord,
  ForgottenRecord,
  MessageRecord,
} from '../../transfer/document.ts'
import { settledMetadata } from './settled-metadata.ts'
import type { conversation, conversationContext, forgotten, message } from '../schema.ts'

/**
 * From rows to the records of a document. Drafts stay: what was not sent was not said. So do marks of byte order (U+FEFF)
 * at the beginning of a text: PGlite drops one whenever it reads.
 */
const unmarked = (text: string): string => text.replace(/^\uFEFF+/, '')
const maybe = (text: string | null): string | null => (text === null ? null : unmarked(text))

export function toConversationRecord(row: InferSelectModel<typeof conversation>): ConversationRecord {
  const { id, title, titledBy, model, numCtx, summary, summaryUntil } = row
  return {
    id,
    title: unmarked(title),
    titledBy,
    model: maybe(model),
    numCtx,
    summary: maybe(summary),
    summaryUntil,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

export function toMessageRecord(row: InferSelectModel<typeof message>): MessageRecord {
  const { id, role, content, messageType } = row
  return {
    id,
    role,
    content: unmarked(content),
    messageType,
    metadata: settledMetadata(messageType, row.metadata),
    createdAt: row.createdAt.toISOString(),
    supersededAt: row.supersededAt?.toISOString() ?? null,
  } as MessageRecord
}

export function toContextRecord(row: InferSelectModel<typeof conversationContext>): ContextRecord {
  const { contextType, contextKey, contextValue, createdAt, updatedAt, usedAt, ...rest } = row
  return {
    ...rest,
    type: contextType,
    key: unmarked(contextKey),
    evidence: maybe(row.evidence),
    value: contextValue as ContextRecord['value'],
    history: row.history as ContextRecord['history'],
    usedAt: usedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}

export function toForgottenRecord(row: InferSelectModel<typeof forgotten>): ForgottenRecord {
  return { kind: row.kind, hash: row.hash, createdAt: row.createdAt.toISOString() }
}
