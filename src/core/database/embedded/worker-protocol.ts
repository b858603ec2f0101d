/** What the database's thread and its owner say to each other. Every request is answered exactly once. */
export interface WorkerData {
  /** The folder of the Postgres cluster itself. */
  readonly folder: string
  /** A copy that is looked at for damage and thrown away: with the means for that, and without flushes. */
  readonly throwAway: boolean
}

export type WorkerRequest =
  | {
      readonly kind: 'query'
      readonly sql: string
      readonly params: readonly unknown[]
      readonly rowMode: 'array' | 'object'
    }
  /** Several statements, without parameters or results. */
  | { readonly kind: 'exec'; readonly sql: string }
  | { readonly kind: 'close' }

export interface WorkerCall {
  readonly id: number
  readonly request: WorkerRequest
}

/** Postgres' own words for a failure; `code` is the SQLSTATE where there is one. */
export interface WorkerError {
  readonly message: string
  readonly code?: string | undefined
  readonly detail?: string | undefined
  readonly constraint?: string | undefined
  /** The engine is in no known state: only a new thread helps. */
  readonly fatal?: boolean | undefined
  readonly stack?: string | undefined
}

export type WorkerReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: WorkerError }
  | { readonly kind: 'answer'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly error: WorkerError }
