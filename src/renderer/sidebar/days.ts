import type { Conversation } from '../../shared/conversation.ts'

/** A line of the list: a heading or a conversation. */
export type ListLine =
  | { readonly kind: 'heading'; readonly key: string; readonly text: string }
  | { readonly kind: 'conversation'; readonly key: string; readonly conversation: Conversation }

/** The list with a heading before each day, week and month, by the calendar of this computer. */
export function groupByDay(
  conversations: readonly Conversation[],
  now: Date,
  locale?: string,
): readonly ListLine[] {
  const lines: ListLine[] = []
  let heading = ''
  for (const conversation of conversations) {
    const text = headingOf(new Date(conversation.updatedAt), now, locale)
    if (text !== heading) lines.push({ kind: 'heading', key: `heading ${text}`, text })
    heading = text
    lines.push({ kind: 'conversation', key: conversation.id, conversation })
  }
  return lines
}

function headingOf(date: Date, now: Date, locale: string | undefined): string {
  const days = Math.round((midnight(now) - midnight(date)) / 86_400_000)
  // A clock that was set back leaves dates in the future: they are new.
  if (days <= 0) return 'Today'
  if (days === 1) return 'Yesterday'
  if (days <= 7) return 'Previous 7 days'
  const sameYear = date.getFullYear() === now.getFullYear()
  return date.toLocaleDateString(locale, { month: 'long', ...(sameYear ? {} : { year: 'numeric' }) })
}

/** The beginning of a local day. Rounding takes care of days with 23 or 25 hours. */
function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
