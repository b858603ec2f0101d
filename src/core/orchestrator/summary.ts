import type { Conversation } from '../../shared/conversation.ts'
import type { Said } from './history.ts'

/** What the beginning of a conversation came to, up to and with one of its messages. */
export interface Summary {
  readonly text: string
  readonly until: string
}

/** Null where there is none, and where it tells of one of `without`, which are being replaced. */
export function summaryOf(
  { summary, summaryUntil }: Conversation,
  without: readonly string[] = [],
): Summary | null {
  return summary === null || summaryUntil === null || without.includes(summaryUntil)
    ? null
    : { text: summary, until: summaryUntil }
}

/** What was said after the beginning that is summed up. All, where that is further back than what is known of it. */
export function afterSummary(said: readonly Said[], summary: Summary | null): readonly Said[] {
  if (summary === null) return said
  return said.slice(said.findIndex(({ id }) => id === summary.until) + 1)
}
