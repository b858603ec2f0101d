/** What an answer to a question in SQL holds: each row as a text of JSON. */
export interface HistoryAnswer {
  readonly rows: readonly string[]
  /** There were more. */
  readonly cut: boolean
}

/**
 * Answers one SELECT that a model wrote: on a copy that is thrown away, or on a server in a connection of its own, as a
 * role that can only read. Throws AppError `invalid_input` with what Postgres says, `disk_full`, `action_failed` or
 * `cancelled`, and `forbidden` for a role that can do more.
 */
export type AskHistory = (sql: string, signal: AbortSignal) => Promise<HistoryAnswer>
