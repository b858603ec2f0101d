import { AppError } from '../shared/errors.ts'
import type { Reminder } from '../shared/reminder.ts'
import type { ActionStore } from './actions/store.ts'
import type { Clock } from './clock.ts'
import type { Database } from './database/database.ts'
import { findConversation } from './database/queries/conversations.ts'
import * as queries from './database/queries/reminders.ts'
import type { ToldReminder } from './desktop.ts'
import type { EventHub } from './event-hub.ts'
import type { Log } from './log.ts'

/** What is to be told at a time; kept in the database, told once, late when Hearth was not open. */
export interface Reminders {
  /** Those that wait, the next first, then those that were told lately. */
  list(): Promise<readonly Reminder[]>
  /** One that was told already, or is gone, is no error. */
  cancel(id: string): Promise<void>
}

export interface OpenReminders extends Reminders {
  readonly remind: ActionStore['remind']
  /** From now on they are told. Whoever is to hear of them listens by then. */
  begin(): void
  /** Tells nothing from then on. Resolves when nothing is under way. */
  close(): Promise<void>
}

export interface RemindersOptions {
  readonly db: Database
  readonly events: Pick<EventHub, 'emit'>
  readonly clock: Clock
  readonly newId: () => string
  readonly log: Log
  /** Other apps on the same database can add and take away. */
  readonly shared: boolean
  /** Tells a person. Null where nobody would see it: then all of them wait for an app that can tell. */
  readonly notify: ((told: ToldReminder) => void) | null
  /** The longest wait between two looks, in milliseconds. */
  readonly longestWaitMs?: number
}

const shown = 200
const temporary =
  'This conversation is temporary: nothing of it stays, and so no reminder. Ask for it in another one.'
/**
 * No wait is longer than this, in milliseconds: a timer stands still while the computer sleeps, cannot be set for a
 * month, and knows nothing of a clock that was set.
 */
const usualWaitMs = 30_000
/** Told so much after its time it was missed: the computer slept. */
const lateMs = 60_000
/** So many at a time are told one by one outside of the window. */
const notified = 3

/**
 * Tells each reminder once: it is marked as told in the same statement that finds it, so that of several apps one tells
 * it. An app that crashes between the two has told it in its list only.
 */
export function createReminders(options: RemindersOptions): OpenReminders {
  const { db, events, clock, newId, log, shared, notify, longestWaitMs = usualWaitMs } = options
  const opened = clock.now().getTime()
  let timer: NodeJS.Timeout | null = null
  /** When the next one is due, in milliseconds since 1970, as far as is known. */
  let next = 0
  let begun = false
  let closed = false
  let looking: Promise<void> = Promise.resolve()

  function tell(due: readonly Reminder[]): void {
    const now = clock.now().getTime()
    for (const [index, reminder] of due.entries()) {
      const at = Date.parse(reminder.dueAt)
      const late = at < opened || now - at > lateMs
      events.emit({ type: 'reminder.due', reminder, late })
      if (index < notified) notify?.({ kind: 'due', text: reminder.text, late })
    }
    if (due.length > notified) notify?.({ kind: 'more', count: due.length - notified })
  }

  async function look(): Promise<void> {
    const now = clock.now()
    if (!shared && next > now.getTime()) return
    tell(await queries.takeDue(db, now))
    next = (await queries.nextDue(db))?.getTime() ?? Infinity
  }

  /** Milliseconds until it is worth looking. */
  const untilNext = (): number => Math.min(longestWaitMs, Math.max(0, next - clock.now().getTime()))

  function wait(ms: number): void {
    if (!begun || closed || notify === null) return
    if (timer) clearTimeout(timer)
    timer = setTimeout(() => {
      looking = look().then(
        () => wait(untilNext()),
        (error: unknown) => {
          log.warn('reminders', { error })
          wait(longestWaitMs)
        },
      )
    }, ms)
    timer.unref()
  }

  return {
    list: () => queries.listReminders(db, shown),
    async cancel(id) {
      await queries.removeReminder(db, id)
    },
    async remind(reminder) {
      const { conversationId } = reminder
      const conversation = conversationId === null ? null : await findConversation(db, conversationId)
      if (conversation?.temporary) throw new AppError('forbidden', temporary)
      const now = clock.now()
      const added = await queries.addReminder(db, { id: newId(), ...reminder, now })
      next = Math.min(next, reminder.dueAt.getTime())
      wait(untilNext())
      return added
    },
    begin() {
      begun = true
      wait(0)
    },
    async close() {
      closed = true
      if (timer) clearTimeout(timer)
      await looking
    },
  }
}
