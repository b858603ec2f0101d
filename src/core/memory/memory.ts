import type {
  ContextStatus,
  ContextType,
  FactPage,
  Forgetting,
  Forgotten,
  Learning,
  MemorySettings,
  Reasons,
  RememberedFact,
  Verdict,
} from '../../shared/context.ts'

export interface FactQuery {
  readonly text?: string | undefined
  readonly types?: readonly ContextType[] | undefined
  readonly statuses?: readonly ContextStatus[] | undefined
  readonly conversationId?: string | undefined
  readonly limit?: number | undefined
  readonly offset?: number | undefined
}

export interface FactChange {
  readonly id: string
  readonly value?: unknown
  readonly key?: string | undefined
  readonly type?: ContextType | undefined
  readonly pinned?: boolean | undefined
  readonly status?: 'kept' | 'outdated' | undefined
}

export interface ForgetOptions {
  /** Only tells what would be forgotten. */
  readonly dryRun?: boolean | undefined
  /** The digest of what somebody saw before: throws `changed`, and forgets nothing, where it would be something else now. */
  readonly shown?: string | undefined
}

/** What a person does with what is remembered. Each throws `not_found` for a fact that is gone. */
export interface Memory {
  list(query: FactQuery, signal?: AbortSignal): Promise<FactPage>
  change(change: FactChange): Promise<RememberedFact>
  /** Returns how many there were. */
  reject(ids: readonly string[]): Promise<number>
  merge(into: string, ids: readonly string[]): Promise<RememberedFact>
  judge(id: string, verdict: Verdict): Promise<void>
  /** Gone from the tables at once, from the disk when the database is next idle, from snapshots as they are replaced. */
  forget(what: Forgetting, options?: ForgetOptions): Promise<Forgotten>
  /** All that `forget` would take, as it is now. */
  matching(what: Forgetting): Promise<readonly RememberedFact[]>
  /** Forgets facts that are still as they were shown, and no others. Returns how many there were. */
  forgetShown(shown: readonly Pick<RememberedFact, 'id' | 'updatedAt'>[]): Promise<number>
  why(messageId: string): Promise<Reasons>
  settings(): Promise<MemorySettings>
  configure(change: {
    readonly learn?: Learning | undefined
    readonly recall?: boolean | undefined
  }): Promise<MemorySettings>
}
