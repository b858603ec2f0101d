import type { FileHandle } from 'node:fs/promises'
import type { ContextOrigin, ContextStatus, Forgotten } from '../../shared/context.ts'
import type { Rule } from '../../shared/folder.ts'
import type { Reminder } from '../../shared/reminder.ts'
import type { SearchHit } from '../../shared/search.ts'
import type { AskHistory } from '../ask-history.ts'

/** What actions need of the store, which they know nothing else of. Handed in by whoever has it. */
export interface ActionStore {
  /** Paths of the folders granted now. */
  granted(): Promise<readonly string[]>
  rules(): Promise<readonly Rule[]>
  readonly memory: Memory
  readonly history: SpokenHistory
  /** Keeps what is to be told at a time. */
  remind(reminder: {
    readonly conversationId: string | null
    readonly text: string
    readonly dueAt: Date
  }): Promise<Reminder>
  /** False when it does not wait any more. */
  cancelReminder(id: string): Promise<boolean>
}

export const factTypes = ['preference', 'project', 'technology', 'domain'] as const
export type FactType = (typeof factTypes)[number]

export interface Fact {
  readonly type: FactType
  readonly key: string
  readonly value: unknown
}

/** How sure a fact is, and where it comes from. */
export interface Provenance {
  readonly status: ContextStatus
  readonly origin: ContextOrigin
  readonly confidence: number | null
  readonly evidence: string | null
  readonly messageId: string | null
}

/** What there was before a fact; null where nobody knows where it came from. */
export type BeforeFact = Omit<Fact, 'key'> & { readonly from: Provenance | null }

/** What is remembered in a conversation. */
export interface Memory {
  remember(conversationId: string, fact: Fact): Promise<void>
  remembered(conversationId: string): Promise<readonly (Fact & { readonly from: Provenance })[]>
  /** Puts back what was there before `after` was written, or nothing (null). False when it is not that any more. */
  takeBack(conversationId: string, after: Fact, before: BeforeFact | null): Promise<boolean>
  /** What every conversation remembers of something: facts with all of these words. */
  about(text: string): Promise<FactsAbout>
  /** Forgets what of that was shown and is still as it was. */
  forget(
    text: string,
    shown: readonly ShownFact[],
  ): Promise<{ readonly count: number; readonly left: number }>
}

/** A fact as somebody has seen it: when it has changed since, its time is another. */
export interface ShownFact {
  readonly id: string
  /** ISO 8601. */
  readonly updatedAt: string
}

export interface FactsAbout {
  readonly count: number
  /** What the first of them say. */
  readonly facts: readonly string[]
  /** All of them. */
  readonly shown: readonly ShownFact[]
  /** Copies that hold them for a while. */
  readonly snapshots: Forgotten['snapshots']
}

/** What was said. */
export interface SpokenHistory {
  /** The best first. */
  search(text: string, limit: number): Promise<readonly SearchHit[]>
  /**
   * Writes them into a new file as a memory document: one with what is remembered of it, or all. Returns how many. Throws
   * AppError `not_found`.
   */
  exportTo(
    file: FileHandle,
    wanted: { readonly conversationId: string | undefined; readonly signal: AbortSignal },
  ): Promise<number>
  /** Null on a server where no role is named that can only read. */
  readonly ask: AskHistory | null
  /** It is kept by a server, which others may use as well. */
  readonly isOnServer: boolean
}
