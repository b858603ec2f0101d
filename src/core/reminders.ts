import type { Reminder } from '../shared/folder.ts'

/** What is to be told at a time; kept in the database, told once, late when Hearth was not open. */
export interface Reminders {
  /** Those that wait, the next first, then those that were told lately. */
  list(): Promise<readonly Reminder[]>
  cancel(id: string): Promise<void>
}
