import { deleteConversation, leftTemporary } from './database/queries/conversations.ts'
import type { Room } from './orchestrator/room.ts'
import type { RemoveForGood } from './remove-for-good.ts'

/** On a server another app may talk in one; after so many milliseconds without a word nobody does. */
const leftAfterMs = 24 * 60 * 60_000

/** Temporary conversations go when they are left, and at the latest when Hearth is closed, or opened after a crash. */
export interface Temporary {
  /** Deletes those that nobody talks in any more: at an opening. */
  sweep(): Promise<void>
  /** Deletes those of this app. */
  close(): Promise<void>
}

export function watchTemporary(
  { db, shared, events, clock }: Pick<Room, 'db' | 'shared' | 'events' | 'clock'>,
  removeForGood: RemoveForGood,
): Temporary {
  const open = new Set<string>()
  const stop = events.listen((event) => {
    if (event.type === 'conversation.saved' && event.conversation.temporary) open.add(event.conversation.id)
    if (event.type === 'conversation.removed') open.delete(event.id)
  })

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
    async close() {
      stop()
      await remove([...open])
    },
  }
}
