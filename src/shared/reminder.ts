/** What is to be told to a person at a time. */
export interface Reminder {
  readonly id: string
  readonly text: string
  /** ISO 8601, UTC. */
  readonly dueAt: string
  /** When it was told; null while it waits. */
  readonly firedAt: string | null
}
