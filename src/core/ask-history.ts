/** What an answer to a question in SQL holds: each row as a text of JSON. */
export interface HistoryAnswer {
  readonly rows: readonly string[]
  /** There were more. */
  readonly cut: boolean
}

/**
 * Answers one SELECT that a model wrote, on a copy that is thrown away. Throws AppError `invalid_input` with what Postgres
 * says, `disk_full` or `cancelled`.
 */
export type AskHistory = (sql: string, signal: AbortSignal) => Promise<HistoryAnswer>
