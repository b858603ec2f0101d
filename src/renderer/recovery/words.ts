import type { RecoveryState } from '../../shared/contract.ts'
import type { AppErrorCode, ErrorReport } from '../../shared/errors.ts'
import type { Snapshot } from '../../shared/snapshot.ts'

/** What the window says of a reason; main's own sentence stands beside it. */
export interface Advice {
  readonly heading: string
  /** What to do before anything here, when there is such a thing. */
  readonly first: { readonly say: string; readonly more: string } | null
  /** The one button that stands out. */
  readonly main: 'restore' | 'retry' | 'quit'
}

export function adviceOn(code: AppErrorCode): Advice {
  switch (code) {
    case 'database_damaged':
      return { heading: 'Your conversations could not be opened', first: null, main: 'restore' }
    case 'database_newer':
      return {
        heading: 'A newer Hearth wrote your conversations',
        first: {
          say: 'Update Hearth first.',
          more: 'The newer one opens them as they are. A snapshot brings back only what was there when it was made.',
        },
        main: 'quit',
      }
    case 'database_foreign':
      return {
        heading: 'Another Postgres wrote your conversations',
        first: {
          say: 'Carry them over first.',
          more: 'The steps are in docs/upgrading.md, and nothing is lost that way. A snapshot brings back only what was there when it was made.',
        },
        main: 'quit',
      }
    default:
      return { heading: 'Your conversations could not be opened', first: null, main: 'retry' }
  }
}

/** What went wrong; in other words where it is the very reason that the window gives already. */
export function troubleWords({ message }: ErrorReport, state: RecoveryState | null): string {
  // In another language a sentence stands before what main said.
  if (!state || !message.endsWith(state.error.message)) return message
  return 'The database still does not open. What stands above is the reason now.'
}

/** `12 conversations, 1 message`. */
export function contentWords({ conversations, messages }: Snapshot): string {
  return `${count(conversations, 'conversation')}, ${count(messages, 'message')}`
}

/** When something was last said in it. */
export function lastWords({ lastMessageAt }: Snapshot, now: Date): string {
  return lastMessageAt === null ? 'No message yet' : `Last message ${dateWords(lastMessageAt, now).exact}`
}

export function count(number: number, noun: string): string {
  return `${new Intl.NumberFormat('en').format(number)} ${noun}${number === 1 ? '' : 's'}`
}

/** A date twice: how long ago by the calendar (`today at 09:14`, `3 weeks ago`), and exactly. */
export function dateWords(iso: string, now: Date, locale?: string): { words: string; exact: string } {
  const date = new Date(iso)
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(date)
  const days = Math.round((midnight(now) - midnight(date)) / 86_400_000)
  const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
  // A clock that was set back leaves dates in the future: then only the date itself is true.
  if (days < 0) return { words: new Intl.DateTimeFormat('en', { dateStyle: 'long' }).format(date), exact }
  if (days > 365) return { words: relative.format(-Math.floor(days / 365), 'year'), exact }
  if (days > 60) return { words: relative.format(-Math.floor(days / 30), 'month'), exact }
  if (days > 13) return { words: relative.format(-Math.floor(days / 7), 'week'), exact }
  if (days > 1) return { words: relative.format(-days, 'day'), exact }
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(date)
  return { words: `${relative.format(-days, 'day')} at ${time}`, exact }
}

/** The beginning of a local day. Rounding takes care of days with 23 or 25 hours. */
function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
