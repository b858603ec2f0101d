import type { Role } from './message.ts'

/** What is remembered: a context is one fact, a row of `conversation_context`. */
export const contextTypes = ['domain', 'preference', 'project', 'technology'] as const
export type ContextType = (typeof contextTypes)[number]

/**
 * `proposed`: the model thinks so, and no person has said yes; it is not recalled. `kept`: recalled. `superseded`: another
 * conversation has a newer value for its key. `outdated`: a person says that it is no longer so.
 */
export const contextStatuses = ['proposed', 'kept', 'superseded', 'outdated'] as const
export type ContextStatus = (typeof contextStatuses)[number]

/** Who it is from: said outright, learned by the model, written on the memory page, or imported. */
export const contextOrigins = ['said', 'learned', 'edited', 'imported'] as const
export type ContextOrigin = (typeof contextOrigins)[number]

/** What a context said before it got another value. */
export interface EarlierValue {
  readonly value: unknown
  /** ISO 8601: until then. */
  readonly until: string
}

/** A context as every process sees it. Times are ISO 8601 in UTC. */
export interface RememberedFact {
  readonly id: string
  readonly conversationId: string
  /** Of its conversation. */
  readonly conversationTitle: string
  readonly type: ContextType
  readonly key: string
  /** Any JSON. */
  readonly value: unknown
  readonly status: ContextStatus
  readonly origin: ContextOrigin
  readonly confidence: number | null
  readonly evidence: string | null
  /** The message that it comes from, where that is still there. */
  readonly messageId: string | null
  readonly pinned: boolean
  readonly usedAt: string | null
  readonly useCount: number
  readonly history: readonly EarlierValue[]
  readonly createdAt: string
  readonly updatedAt: string
}

/** What is to be forgotten. */
export type Forgetting =
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | { readonly kind: 'type'; readonly type: ContextType }
  | { readonly kind: 'conversation'; readonly conversationId: string }
  | { readonly kind: 'search'; readonly text: string }
  | { readonly kind: 'all' }

/** What was forgotten, or would be. */
export interface Forgotten {
  readonly count: number
  /** At most 100 of them, as they were. */
  readonly facts: readonly RememberedFact[]
  /** Of all of them, as they were: whoever saw it has exactly these forgotten, or none. */
  readonly digest: string
  /** Snapshots that still hold it: the last of them goes when `newer` more have been made. Null where there can be none. */
  readonly snapshots?: { readonly count: number; readonly newer: number } | null | undefined
}

/** What a person makes of a fact that an answer rested on: it is not so, it is no longer so, or it is not to be learned again at all. */
export const verdicts = ['wrong', 'outdated', 'never'] as const
export type Verdict = (typeof verdicts)[number]

export interface FactPage {
  readonly facts: readonly RememberedFact[]
  readonly hasMore: boolean
  /** Of all that are there, whatever is asked for. */
  readonly counts: { readonly byStatus: Readonly<Record<ContextStatus, number>>; readonly all: number }
}

/** What an answer was given besides the conversation: of what was forgotten since, only the number is known. */
export interface Reasons {
  readonly facts: readonly RememberedFact[]
  readonly forgotten: number
  readonly messages: readonly RecalledMessage[]
}

/** A message of another conversation, or of long ago, that went into a prompt. */
export interface RecalledMessage {
  readonly id: string
  readonly conversationId: string
  readonly title: string
  readonly role: Role
  readonly content: string
  readonly createdAt: string
}

/** What becomes of what the model learns: `propose` asks first, `keep` does not, `off` learns nothing. */
export const learnings = ['propose', 'keep', 'off'] as const
export type Learning = (typeof learnings)[number]

export interface MemorySettings {
  readonly learn: Learning
  /** Whether what is remembered goes into prompts. */
  readonly recall: boolean
}
