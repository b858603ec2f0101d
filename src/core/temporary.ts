import type { HearthEvent } from '../shared/events.ts'
import { deleteConversation, leftTemporary } from './database/queries/conversations.ts'
import type { Room } from './orchestrator/room.ts'
import type { RemoveForGood } from './remove-for-good.ts'

/** On a server another app may talk in one; after so many milliseconds without a word nobody does. */
const leftAfterMs = 24 * 60 * 60_000

/** Temporary conversations go when they are left, and at the latest when Hearth is closed, or opened after a crash. */
export interface Temporary {
  /** Deletes those that nobody talks in any more: at an opening. */
  sweep(): Promise<void>
  /** The window that talked in them is gone: deletes those of this app, each once nothing is under way in it. */
  leave(): Promise<void>
  /** Deletes those of this app. */
  close(): Promise<void>
}

export interface TemporaryOptions {
  readonly removeForGood: RemoveForGood
  /** Whether an answer is written in a conversation, or a plan carried out. */
  readonly isBusy: (id: string) => boolean
  /** Deletes one, and tells of it. */
  readonly remove: (id: string) => Promise<unknown>
}

export function watchTemporary(
  { db, shared, events, clock, log }: Pick<Room, 'db' | 'shared' | 'events' | 'clock' | 'log'>,
  { removeForGood, isBusy, remove: removeOne }: TemporaryOptions,
): Temporary {
  const open = new Set<string>()
  const left = new Set<string>()
  /** One after another, and none when the database closes. */
  let going: Promise<void> = Promise.resolve()
  const stop = events.listen((event) => {
    if (event.type === 'conversation.saved' && event.conversation.temporary) open.add(event.conversation.id)
    if (event.type === 'conversation.removed') [open, left].forEach((ids) => ids.delete(event.id))
    const ended = endedIn(event)
    // A turn may become a run, which begins right after it is told that the turn has ended.
    if (ended !== null && left.has(ended)) setImmediate(() => void goWhenIdle(ended))
  })

  async function go(id: string): Promise<void> {
    if (!left.has(id) || isBusy(id)) return
    try {
      await removeOne(id)
    } catch (error) {
      // It is tried again when Hearth closes, and at the next opening.
      log.warn('temporary.stays', { error })
    }
  }
  const goWhenIdle = (id: string): Promise<void> => (going = going.then(() => go(id)))

  async function remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    await removeForGood(ids, async (tx) => {
      for (const id of ids) await deleteConversation(tx, id)
    })
  }

  return {
    async sweep() {
      const since = shared ? new Date(clock.now().getTime() - leftAfterMs) : null
      await remove(await leftTemporary(db, since))
    },
    async leave() {
      for (const id of open) left.add(id)
      await Promise.all([...left].map(goWhenIdle))
    },
    async close() {
      stop()
      left.clear()
      await going
      await remove([...open])
    },
  }
}

/** The conversation in which something came to its end. */
function endedIn(event: HearthEvent): string | null {
  if (event.type === 'turn.ended') return event.end.conversationId
  return event.type === 'run.ended' ? event.conversationId : null
}
