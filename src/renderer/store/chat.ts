import type { MessagePage } from '../../shared/contract.ts'
import { reportError } from '../../shared/errors.ts'
import type { HearthEvent } from '../../shared/events.ts'
import { chatAfter, subject, withOpened } from './chat-events.ts'
import { createDeltas } from './deltas.ts'
import { createRunFeed } from './run-feed.ts'
import type { Drafts } from './drafts.ts'
import { changeChat, type Room } from './room.ts'
import { newChat, type Chat } from './state.ts'

const pageSize = 60
const mostAtOnce = 500
/** Where the id of the open conversation outlives a reload of the window. */
const openKey = 'hearth.open'

/** What tells that something is under way in a conversation, and that it is no longer. */
const begins = new Set<HearthEvent['type']>(['turn.started', 'turn.delta', 'run.changed'])
const ends = new Set<HearthEvent['type']>(['turn.ended', 'run.ended', 'conversation.removed'])

/** The conversation in the window. */
export interface ChatCommands {
  /** Shows a conversation. One that is open already stays as it is, unless it failed to load. */
  open(id: string): Promise<void>
  /** Shows the conversation that was open before the window was reloaded, if one was. */
  reopen(): void
  /** An empty chat that has not begun. */
  startNew(): void
  loadEarlier(): Promise<void>
  hear(event: HearthEvent): void
}

export function createChat(room: Room, drafts: Drafts): ChatCommands {
  const { ask, get, set, newId, session, frame } = room
  /** The opening that is on its way, with what happened meanwhile: told again once it is there. */
  let opening: { readonly missed: HearthEvent[] } | null = null
  const deltas = createDeltas({
    frame,
    read: () => get().chat.turn,
    write: (turn) => changeChat(room, turn.conversationId, () => ({ turn })),
    onGap: () => void fetchChat(get().chat.id),
  })

  const feed = createRunFeed(room)

  function show(chat: Chat): void {
    drafts.flush()
    deltas.clear()
    feed.clear()
    opening = null
    set({ chat })
    if (chat.loading.state === 'new') session.removeItem(openKey)
    else session.setItem(openKey, chat.id)
  }

  async function fetchChat(id: string): Promise<void> {
    const mine = { missed: [] as HearthEvent[] }
    opening = mine
    deltas.clear()
    feed.clear()
    try {
      const limit = Math.min(mostAtOnce, Math.max(pageSize, get().chat.messages.length))
      const opened = await ask('conversations.open', { id, limit })
      if (opening !== mine) return
      opening = null
      changeChat(room, id, (chat) => withOpened(chat, opened))
      if (opened.turn || opened.run) markRunning(room, id, true)
      for (const event of mine.missed) apply(event)
    } catch (error) {
      if (opening !== mine) return
      opening = null
      changeChat(room, id, () => ({ loading: { state: 'failed', error: reportError(error) } }))
    }
  }

  function apply(event: HearthEvent): void {
    // A delta without its turn means that the beginning was missed.
    if (event.type === 'turn.delta')
      return get().chat.turn ? deltas.add(event) : void fetchChat(get().chat.id)
    if (feed.takes(event)) return feed.add(event)
    deltas.flush()
    feed.flush()
    set(({ chat }) => ({ chat: chatAfter(chat, event) }))
  }

  return {
    async open(id) {
      const { chat, list, search } = get()
      if (chat.id === id && chat.loading.state !== 'failed') return
      const listed = [...list.conversations, ...(search?.found.conversations ?? [])]
      const conversation = listed.find((one) => one.id === id) ?? null
      show({ ...newChat(id), conversation, loading: { state: 'loading' } })
      await fetchChat(id)
    },
    reopen() {
      const id = session.getItem(openKey)
      if (id === null) return
      show({ ...newChat(id), loading: { state: 'loading' } })
      void fetchChat(id)
    },
    startNew() {
      if (get().chat.loading.state !== 'new') show(newChat(newId()))
    },
    loadEarlier: () => loadEarlier(room),
    hear(event) {
      const { chat } = get()
      if (event.type === 'store.changed' && chat.loading.state === 'ready') return void fetchChat(chat.id)
      // Output names only its run.
      const id = event.type === 'run.output' ? chat.id : subject(event)
      if (id === null) return
      if (begins.has(event.type)) markRunning(room, id, true)
      if (ends.has(event.type)) markRunning(room, id, false)
      if (id !== get().chat.id) return
      if (event.type === 'conversation.removed') return show(newChat(newId()))
      if (event.type === 'conversation.saved') session.setItem(openKey, id)
      if (opening) opening.missed.push(event)
      else apply(event)
    },
  }
}

async function loadEarlier(room: Room): Promise<void> {
  const { id, messages, hasEarlier, loadingEarlier } = room.get().chat
  const [first] = messages
  if (!first || !hasEarlier || loadingEarlier) return
  changeChat(room, id, () => ({ loadingEarlier: true }))
  try {
    const page = await room.ask('conversations.earlier', { id, beforeMessageId: first.id, limit: pageSize })
    changeChat(room, id, (chat) => withEarlier(chat, first.id, page))
  } catch (error) {
    const { message } = reportError(error)
    room.notify({ id: 'earlier', kind: 'error', title: 'Earlier messages did not load', text: message })
  }
  changeChat(room, id, () => ({ loadingEarlier: false }))
}

/** The chat with a page before its first message, unless that has changed meanwhile. */
function withEarlier(chat: Chat, firstId: string, page: MessagePage): Partial<Chat> {
  if (chat.messages[0]?.id !== firstId) return {}
  return { messages: [...page.messages, ...chat.messages], hasEarlier: page.hasEarlier }
}

function markRunning({ set }: Room, id: string, isRunning: boolean): void {
  set((state) => {
    if (state.running.has(id) === isRunning) return state
    const running = new Set(state.running)
    if (isRunning) running.add(id)
    else running.delete(id)
    return { running }
  })
}
