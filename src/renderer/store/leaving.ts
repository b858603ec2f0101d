import type { Conversation } from '../../shared/conversation.ts'
import { reportError } from '../../shared/errors.ts'
import type { Drafts } from './drafts.ts'
import type { Room } from './room.ts'
import { isTemporary, type Chat } from './state.ts'

/** Somebody who goes to another chat, or who closes the window. */
export type Leaver = 'going' | 'closing'

/**
 * What becomes of a temporary chat when one goes elsewhere: it is deleted, for good. Where its window is closed main does
 * that, once nothing is under way in it.
 */
export interface Leaving {
  leave(chat: Chat, next: Chat, by: Leaver): void
  /** It may only begin after it was left. */
  hear(conversation: Conversation): void
}

export function createLeaving({ ask, notify, get, t }: Room, drafts: Drafts): Leaving {
  /** Left before main had begun them. */
  const left = new Set<string>()

  function remove(id: string): void {
    left.delete(id)
    ask('conversations.delete', { id }).catch((error: unknown) => {
      const { code, message } = reportError(error)
      if (code !== 'not_found') notify({ kind: 'error', title: t('notices:temporary'), text: message })
    })
  }

  return {
    leave(chat, next, by) {
      if (chat.id === next.id || !isTemporary(chat)) return
      if (chat.conversation) {
        if (by === 'going') remove(chat.id)
      } else if (chat.loading.state === 'new') drafts.put(chat.id, '')
      else left.add(chat.id)
    },
    hear({ id }) {
      if (left.has(id) && get().chat.id !== id) remove(id)
    },
  }
}
