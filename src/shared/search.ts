import type { ContextType } from './context.ts'
import type { MessageType, Role } from './message.ts'

/** What is looked for. Filters narrow it; none of them is needed. */
export interface SearchQuery {
  readonly text: string
  readonly roles?: readonly Role[] | undefined
  /** Kinds of messages; `context` for what is remembered. All, when none is named. */
  readonly types?: readonly (MessageType | 'context')[] | undefined
  readonly conversationId?: string | undefined
  /** ISO 8601; `after` is included, `before` is not. */
  readonly after?: string | undefined
  readonly before?: string | undefined
  readonly limit?: number | undefined
  /** How many of the best are skipped: for the next page. */
  readonly offset?: number | undefined
}

/** A piece of a snippet; what was looked for is marked. */
export interface SnippetPart {
  readonly text: string
  readonly hit: boolean
}

interface HitBase {
  readonly id: string
  readonly conversationId: string
  /** Of its conversation. */
  readonly title: string
  readonly snippet: readonly SnippetPart[]
  /** ISO 8601. */
  readonly createdAt: string
  /** The higher the better; only to be compared within one answer. */
  readonly score: number
}
export type SearchHit =
  | (HitBase & { readonly kind: 'message'; readonly role: Role; readonly messageType: MessageType })
  | (HitBase & { readonly kind: 'context'; readonly contextType: ContextType; readonly key: string })

/** Whether search also finds what means the same in other words. */
export type MeaningState =
  /** A database on a server has no place for it. */
  | { readonly state: 'impossible' }
  | { readonly state: 'off' }
  /** No embedding model is installed, or Ollama is out of reach. */
  | { readonly state: 'no_model' }
  /** Texts that are found by it, and such as still wait. */
  | { readonly state: 'on'; readonly model: string; readonly done: number; readonly waiting: number }

export interface SearchPage {
  /** The best first. */
  readonly hits: readonly SearchHit[]
  readonly hasMore: boolean
  /** What was looked for besides, where a word is nowhere to be found: the word as typed, and as it is spelled here. */
  readonly corrections: readonly { readonly typed: string; readonly meant: string }[]
}
