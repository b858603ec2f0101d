import type { ContextRecord, ConversationRecord, ForgottenRecord, MessageRecord } from './document.ts'

/** What a document is read as, one after another: a conversation before its messages, those before contexts. */
export type Entry =
  | { readonly kind: 'conversation'; readonly record: ConversationRecord }
  | { readonly kind: 'message'; readonly record: MessageRecord; readonly conversationId: string }
  | { readonly kind: 'context'; readonly record: ContextRecord }
  | { readonly kind: 'forgotten'; readonly record: ForgottenRecord }

/** What is known of a document when all of it has been read. */
export interface DocumentFacts {
  readonly source: 'hearth' | 'chatgpt' | 'open-webui'
  readonly exportedAt: string | null
  readonly warnings: readonly string[]
  readonly checksumFailed: boolean
  /** It has a checksum, and that fits. */
  readonly checked: boolean
}
