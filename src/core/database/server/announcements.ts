import type { Log } from '../../log.ts'
import type { Change } from '../shared-store.ts'

/** More than this are not kept while nobody can be told: then everything may have changed. */
const mostKept = 500
/** How many are told at once, and how many ids one of them may have: a note has at most 8000 bytes. */
const mostAtOnce = 100

/** What the other apps have still to be told, in order. */
export interface Announcements {
  add(change: Change): void
  /** Tells what is waiting. */
  send(): void
  /** Resolves when nothing is under way any more; what could not be told waits for `send`. */
  sent(): Promise<void>
}

export interface AnnouncementOptions {
  readonly tell: (changes: readonly Change[]) => Promise<unknown>
  readonly log: Log
}

export function openAnnouncements({ tell, log }: AnnouncementOptions): Announcements {
  let waiting: Change[] = []
  let sending: Promise<void> | null = null

  async function work(): Promise<void> {
    try {
      while (waiting.length > 0) {
        const batch = waiting.slice(0, mostAtOnce)
        await tell(batch)
        // Not before: told twice is better than not at all.
        waiting = waiting.slice(batch.length)
      }
    } catch (error) {
      log.info('announcements.waiting', { count: waiting.length, error })
    } finally {
      sending = null
    }
  }

  function send(): void {
    if (waiting.length > 0) sending ??= work()
  }

  return {
    add(change) {
      waiting.push(...inPieces(change))
      if (waiting.length > mostKept) waiting = [{ type: 'everything' }]
      send()
    },
    send,
    sent: async () => {
      await sending
    },
  }
}

function inPieces(change: Change): Change[] {
  if (change.type !== 'messages.removed') return [change]
  const pieces: Change[] = []
  for (let at = 0; at < change.ids.length; at += mostAtOnce)
    pieces.push({ ...change, ids: change.ids.slice(at, at + mostAtOnce) })
  return pieces
}
