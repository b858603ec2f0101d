import type { RecoveryState } from '../../shared/contract.ts'
import type { AppErrorCode, ErrorReport } from '../../shared/errors.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Translate } from '../../shared/words/language.ts'

/** What the window says of a reason; main's own sentence stands beside it. */
export interface Advice {
  readonly heading: string
  /** What to do before anything here, when there is such a thing. */
  readonly first: { readonly say: string; readonly more: string } | null
  /** The one button that stands out. */
  readonly main: 'restore' | 'retry' | 'quit'
}

export function adviceOn(code: AppErrorCode, t: Translate): Advice {
  switch (code) {
    case 'database_damaged':
      return { heading: t('recovery:headings.notOpened'), first: null, main: 'restore' }
    case 'database_newer':
      return {
        heading: t('recovery:headings.newer'),
        first: { say: t('recovery:first.newer.say'), more: t('recovery:first.newer.more') },
        main: 'quit',
      }
    case 'database_foreign':
      return {
        heading: t('recovery:headings.foreign'),
        first: { say: t('recovery:first.foreign.say'), more: t('recovery:first.foreign.more') },
        main: 'quit',
      }
    default:
      return { heading: t('recovery:headings.notOpened'), first: null, main: 'retry' }
  }
}

/** What went wrong; in other words where it is the very reason that the window gives already. */
export function troubleWords({ message }: ErrorReport, state: RecoveryState | null, t: Translate): string {
  // In another language a sentence stands before what main said.
  if (!state || !message.endsWith(state.error.message)) return message
  return t('recovery:stillNot')
}

/** `12 conversations, 1 message`. */
export function contentWords({ conversations, messages }: Snapshot, t: Translate): string {
  return t('recovery:content', {
    conversations: t('recovery:conversations', { count: conversations }),
    messages: t('recovery:messages', { count: messages }),
  })
}

/** When something was last said in it. */
export function lastWords({ lastMessageAt }: Snapshot, t: Translate): string {
  if (lastMessageAt === null) return t('recovery:noMessage')
  return t('recovery:lastMessage', { date: new Date(lastMessageAt) })
}

/** A date twice: how long ago by the calendar (`today at 09:14`, `3 weeks ago`), and exactly. */
export function dateWords(iso: string, now: Date, t: Translate): { words: string; exact: string } {
  const date = new Date(iso)
  return { words: agoWords(date, now, t), exact: t('recovery:exact', { date }) }
}

function agoWords(date: Date, now: Date, t: Translate): string {
  const days = Math.round((midnight(now) - midnight(date)) / 86_400_000)
  // A clock that was set back leaves dates in the future: then only the date itself is true.
  if (days < 0) return t('recovery:date', { date })
  if (days > 365) return t('recovery:years', { ago: -Math.floor(days / 365) })
  if (days > 60) return t('recovery:months', { ago: -Math.floor(days / 30) })
  if (days > 13) return t('recovery:weeks', { ago: -Math.floor(days / 7) })
  if (days > 1) return t('recovery:days', { ago: -days })
  return t('recovery:dayAndTime', { ago: -days, date })
}

/** The beginning of a local day. Rounding takes care of days with 23 or 25 hours. */
function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
