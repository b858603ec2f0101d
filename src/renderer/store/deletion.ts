import type { DeletedConversation } from '../../shared/contract.ts'
import type { Conversation } from '../../shared/conversation.ts'
import { reportError } from '../../shared/errors.ts'
import type { HearthEvent } from '../../shared/events.ts'
import { announce, type Room } from './room.ts'

const undoMs = 10_000

export interface DeletionOptions {
  readonly room: Room
  readonly hear: (event: HearthEvent) => void
  /** Opens a conversation again that was open when it was deleted. */
  readonly reopen: (id: string) => void
  /** Goes on with an empty chat. */
  readonly leave: () => void
}

/** Deletes a conversation at once; for ten seconds a notice offers to bring it back. */
export function createDeletion({ room, hear, reopen, leave }: DeletionOptions) {
  const { ask, get, notify, t } = room

  async function restore(conversation: Conversation, wasOpen: boolean): Promise<void> {
    try {
      hear({
        type: 'conversation.saved',
        conversation: await ask('conversations.restore', { id: conversation.id }),
      })
      announce(room, t('notices:isBack'))
      if (wasOpen) reopen(conversation.id)
    } catch (error) {
      notify({ kind: 'error', title: t('notices:notBack'), text: reportError(error).message })
    }
  }

  return async (conversation: Conversation): Promise<void> => {
    const { id, title } = conversation
    const wasOpen = get().chat.id === id
    // Leaving it is what deletes it, and nothing can bring it back.
    if (conversation.temporary && wasOpen) return leave()
    hear({ type: 'conversation.removed', id })
    let gone: DeletedConversation
    try {
      gone = await ask('conversations.delete', { id })
    } catch (error) {
      notify({ kind: 'error', title: t('notices:notDeleted'), text: reportError(error).message })
      hear({ type: 'conversation.saved', conversation })
      if (wasOpen) reopen(id)
      return
    }
    const { contexts, undoable } = gone
    notify({
      id: `deleted ${id}`,
      kind: 'plain',
      title: contexts === 0 ? t('notices:deleted') : t('notices:deletedWith', { count: contexts }),
      text: undoable ? t('notices:deletedUndo', { title }) : title,
      timeoutMs: undoMs,
      action: { label: t('notices:undo'), run: () => void restore(conversation, wasOpen) },
    })
  }
}
