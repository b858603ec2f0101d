import type { Drafts } from './drafts.ts'
import { changeChat, type Room } from './room.ts'
import { isAnswering, type State } from './state.ts'

/** What happens in the composer besides typing and sending. */
export interface ComposerCommands {
  /** Puts a text in it, in the place of what is there. */
  fill(text: string): void
  /** Takes the person's last message into it, to be changed. */
  editLast(): void
  cancelEdit(): void
  /** Takes away the notice that a message was not sent. */
  dismissRefusal(): void
}

export function createComposerCommands(room: Room, drafts: Drafts): ComposerCommands {
  const { get } = room

  function change(part: Partial<State['chat']['composer']>): void {
    changeChat(room, get().chat.id, ({ composer }) => ({ composer: { ...composer, ...part } }))
  }

  return {
    fill: (text) => drafts.put(get().chat.id, text),
    editLast() {
      const { chat } = get()
      const last = chat.messages.findLast(
        ({ role, messageType }) => role === 'user' && messageType === 'text',
      )
      // The last that is in sight need not be the last there is.
      if (!last || chat.hasLater || isAnswering(chat)) return
      change({ editing: last.id, refused: null })
      drafts.put(chat.id, last.content)
    },
    cancelEdit() {
      change({ editing: null, refused: null })
      drafts.put(get().chat.id, '')
    },
    dismissRefusal() {
      if (get().chat.composer.refused) change({ refused: null })
    },
  }
}
