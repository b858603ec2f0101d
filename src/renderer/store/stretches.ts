import type { LaterMessages } from '../../shared/contract.ts'
import { reportError } from '../../shared/errors.ts'
import { announce, changeChat, type Room } from './room.ts'
import { newChat, type Chat } from './state.ts'

const pageSize = 60

/** A conversation that is not shown at its end. */
export interface Stretches {
  /** Shows it at one of its messages, which is marked. Where that is gone, says so and shows its end. */
  openAt(id: string, messageId: string): Promise<void>
  loadLater(): Promise<void>
  /** From an old stretch to the end. */
  toNewest(): Promise<void>
}

export interface StretchesOptions {
  readonly room: Room
  readonly show: (chat: Chat) => void
  /** What is known of a conversation before it is opened. */
  readonly listed: (id: string) => Chat['conversation']
  /** Reads it around a message, or at its end. */
  readonly fetchChat: (id: string, at: string | null) => Promise<void>
}

export function createStretches({ room, show, listed, fetchChat }: StretchesOptions): Stretches {
  const { get, set } = room
  return {
    async openAt(id, messageId) {
      const before = get().chat
      const isOpen = before.id === id && before.loading.state === 'ready'
      const marked = { id: messageId, count: (before.marked?.count ?? 0) + 1 }
      if (isOpen && before.messages.some((message) => message.id === messageId))
        changeChat(room, id, () => ({ marked }))
      else {
        const stretch = before.stretch + 1
        if (isOpen) set({ chat: { ...before, marked, stretch, loading: { state: 'loading' } } })
        else {
          const conversation = listed(id)
          show({ ...newChat(id), conversation, marked, stretch, loading: { state: 'loading' } })
        }
        await fetchChat(id, messageId)
      }
      const { chat } = get()
      if (chat.id === id && chat.marked?.count === marked.count) announce(room, room.t('notices:opened'))
    },
    loadLater: () => loadLater(room),
    async toNewest() {
      const { id, hasLater, stretch } = get().chat
      if (!hasLater) return
      // Nothing of the old stretch is before the end without a gap.
      changeChat(room, id, () => ({ loading: { state: 'loading' }, marked: null, messages: [] }))
      await fetchChat(id, null)
      changeChat(room, id, () => ({ stretch: stretch + 1 }))
    },
  }
}

async function loadLater(room: Room): Promise<void> {
  const { id, messages, hasLater, loadingLater } = room.get().chat
  const last = messages.at(-1)
  if (!last || !hasLater || loadingLater) return
  changeChat(room, id, () => ({ loadingLater: true }))
  try {
    const page = await room.ask('conversations.later', { id, afterMessageId: last.id, limit: pageSize })
    changeChat(room, id, (chat) => withLater(chat, last.id, page))
  } catch (error) {
    const { message } = reportError(error)
    room.notify({ id: 'later', kind: 'error', title: room.t('notices:later'), text: message })
  }
  changeChat(room, id, () => ({ loadingLater: false }))
}

/** The chat with a page after its last message, unless that has changed meanwhile. */
function withLater(chat: Chat, lastId: string, page: LaterMessages): Partial<Chat> {
  if (chat.messages.at(-1)?.id !== lastId) return {}
  // The running answer is in the turn.
  const messages = page.messages.filter(({ id }) => id !== chat.turn?.answer.id)
  return { messages: [...chat.messages, ...messages], hasLater: page.hasLater }
}
