import { reportError } from '../../shared/errors.ts'
import { changeChat, type Room } from './room.ts'
import { isTemporary, type Chat } from './state.ts'

const pauseMs = 400
/** Where the draft of a chat that has not begun outlives a reload of the window, without a wait for main. */
const newDraftKey = 'hearth.newDraft'

/** What is typed and not sent, for each conversation. It never passes through the store's state: it may be long. */
export interface Drafts {
  read(chat: Chat): string
  /** Something was typed. `text` is read when it is time to save it. */
  typed(id: string, text: () => string): void
  /** Saves what waits to be saved. */
  flush(): void
  /** It was sent: main forgets it with the turn. */
  spend(id: string): void
  /** Puts a text into the composer of a chat; of one that never began, into that of the new chat. */
  put(id: string, text: string): void
  /** Puts a text into the composer of the chat that is shown, after what is there. */
  add(id: string, text: string): void
  /** There is another text to be read than the composer shows. */
  refill(id: string): void
  /** The new chat is temporary from now on, or no longer: what is typed in it is kept accordingly. */
  keepAnew(): void
  /** Reads what was typed into the new chat of a window before this one. What is typed here meanwhile stands. */
  recall(): Promise<void>
}

export function createDrafts(room: Room): Drafts {
  const { ask, get, session, later, notify, t } = room
  const known = new Map<string, string>()
  /** The new chat's, as main has it; null while that is not known. */
  let kept: string | null = null
  let waiting: { readonly id: string; readonly text: () => string; readonly cancel: () => void } | null = null

  function hasBegun(id: string): boolean {
    const { chat, list } = get()
    if (chat.id === id) return chat.conversation !== null
    return list.conversations.some((conversation) => conversation.id === id)
  }

  function tell(error: unknown): void {
    const { code, message } = reportError(error)
    // Deleted meanwhile: there is nothing left that the draft belongs to.
    if (code === 'not_found') return
    notify({ id: 'draft', kind: 'error', title: t('notices:draft'), text: message })
  }

  /** The session has it for a reload, main for the next window: of a temporary chat nothing. */
  function keepForNewChat(text: string): void {
    const draft = isTemporary(get().chat) ? '' : text
    if (room.keepsNewDraft && draft !== kept) {
      kept = draft
      ask('conversations.setNewDraft', { draft }).catch(tell)
    }
    keepIn(session, text)
  }

  function save(id: string, text: string): void {
    if (hasBegun(id)) {
      ask('conversations.setDraft', { id, draft: text }).catch(tell)
    } else if (get().chat.id === id && get().chat.loading.state === 'new') keepForNewChat(text)
  }

  function flush(): void {
    if (!waiting) return
    const { id, text, cancel } = waiting
    cancel()
    waiting = null
    const typed = text()
    known.set(id, typed)
    save(id, typed)
  }

  function read({ id, conversation, loading }: Chat): string {
    if (waiting?.id === id) return waiting.text()
    const text = known.get(id) ?? conversation?.draft
    return text ?? (loading.state === 'new' ? (session.getItem(newDraftKey) ?? '') : '')
  }

  function drop(id: string): void {
    if (waiting?.id !== id) return
    waiting.cancel()
    waiting = null
  }

  function refill(id: string): void {
    changeChat(room, id, ({ composer }) => ({ composer: { ...composer, refill: composer.refill + 1 } }))
  }

  function put(id: string, text: string): void {
    const { chat } = get()
    const target = chat.id !== id && !hasBegun(id) && chat.loading.state === 'new' ? chat.id : id
    drop(target)
    known.set(target, text)
    if (hasBegun(target)) save(target, text)
    else keepForNewChat(text)
    refill(target)
  }

  return {
    read,
    typed(id, text) {
      if (waiting && waiting.id !== id) flush()
      waiting?.cancel()
      waiting = { id, text, cancel: later(flush, pauseMs) }
    },
    flush,
    spend(id) {
      drop(id)
      known.set(id, '')
      if (!hasBegun(id)) keepForNewChat('')
      refill(id)
    },
    put,
    add(id, text) {
      const { chat } = get()
      if (text === '' || chat.id !== id || !chat.conversation) return
      const typed = read(chat)
      put(id, typed.trim() === '' || typed === text ? text : `${typed}\n\n${text}`)
    },
    refill,
    keepAnew() {
      flush()
      keepForNewChat(read(get().chat))
    },
    async recall() {
      if (!room.keepsNewDraft) return
      // A window that main has let go gets no answer, and needs none.
      const draft = await ask('conversations.newDraft', undefined).catch(() => null)
      // Something was kept from here already.
      if (draft === null || kept !== null) return
      kept = draft
      const { chat } = get()
      if (draft === '' || session.getItem(newDraftKey) !== null || waiting?.id === chat.id) return
      keepIn(session, draft)
      if (chat.loading.state === 'new' && !known.has(chat.id)) refill(chat.id)
    },
  }
}

function keepIn(session: Room['session'], text: string): void {
  try {
    if (text === '') session.removeItem(newDraftKey)
    else session.setItem(newDraftKey, text)
  } catch {
    // Too long for the session's storage: it is kept as long as the window is.
  }
}
