import type { Conversation } from '../../shared/conversation.ts'
import type { Translate } from '../../shared/words/language.ts'

/** A line of the list: a heading or a conversation. */
export type ListLine =
  | { readonly kind: 'heading'; readonly key: string; readonly text: string }
  | { readonly kind: 'conversation'; readonly key: string; readonly conversation: Conversation }

/** The list with a heading before each day, week and month, by the calendar of this computer. */
export function groupByDay(
  conversations: readonly Conversation[],
  now: Date,
  t: Translate,
): readonly ListLine[] {
  const lines: ListLine[] = []
  let heading = ''
  for (const conversation of conversations) {
    const text = headingOf(new Date(conversation.updatedAt), now, t)
    if (text !== heading) lines.push({ kind: 'heading', key: `heading ${text}`, text })
    heading = text
    lines.push({ kind: 'conversation', key: conversation.id, conversation })
  }
  return lines
}

function headingOf(date: Date, now: Date, t: Translate): string {
  const days = Math.round((midnight(now) - midnight(date)) / 86_400_000)
  // A clock that was set back leaves dates in the future: they are new.
  if (days <= 0) return t('sidebar:today')
  if (days === 1) return t('sidebar:yesterday')
  if (days <= 7) return t('sidebar:week')
  const sameYear = date.getFullYear() === now.getFullYear()
  return sameYear ? t('sidebar:month', { date }) : t('sidebar:monthAndYear', { date })
}

/** The beginning of a local day. Rounding takes care of days with 23 or 25 hours. */
function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
