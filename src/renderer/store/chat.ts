import type { MessagePage } from '../../shared/contract.ts'
import { AppError, reportError } from '../../shared/errors.ts'
import { subjectOf } from '../../shared/event-subject.ts'
import type { HearthEvent } from '../../shared/events.ts'
import { chatAfter, withOpened } from './chat-events.ts'
import { createDeltas } from './deltas.ts'
import { createRunFeed } from './run-feed.ts'
import type { Drafts } from './drafts.ts'
import { changeChat, type Room } from './room.ts'
import { createLeaving, type Leaver } from './leaving.ts'
import { createStretches, type Stretches } from './stretches.ts'
import { isTemporary, newChat, type Chat } from './state.ts'

const pageSize = 60
const mostAtOnce = 500
/** Where the id of the open conversation outlives a reload of the window. */
const openKey = 'hearth.open'

/** What tells that something is under way in a conversation, and that it is no longer. */
const begins = new Set<HearthEvent['type']>(['turn.started', 'turn.delta', 'run.changed'])
const ends = new Set<HearthEvent['type']>(['turn.ended', 'run.ended', 'conversation.removed'])

/** The conversation in the window. */
export interface ChatCommands extends Stretches {
  /** Shows a conversation. One that is open already stays as it is, unless it failed to load. */
  open(id: string): Promise<void>
  /** Shows the conversation that was open before the window was reloaded, if one was. */
  reopen(): void
  /** An empty chat that has not begun; one that leaves nothing behind where that is asked for. */
  startNew(options?: { temporary?: boolean }): void
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
  const leaving = createLeaving(room, drafts)

  function show(chat: Chat, by: Leaver = 'going'): void {
    drafts.flush()
    leaving.leave(get().chat, chat, by)
    deltas.clear()
    feed.clear()
    opening = null
    set({ chat })
    keepOpen(session, chat)
  }

  /** What is known of it already. */
  function listed(id: string): Chat['conversation'] {
    const { list, search, palette } = get()
    const known = [list.conversations, search?.found.conversations ?? [], palette?.titles ?? []].flat()
    return known.find((one) => one.id === id) ?? null
  }

  /** Reads it anew, at its end or around a message: without either, the stretch that is shown. */
  async function fetchChat(id: string, at = middleOf(get().chat)): Promise<void> {
    const mine = { missed: [] as HearthEvent[] }
    opening = mine
    deltas.clear()
    feed.clear()
    try {
      const limit = Math.min(mostAtOnce, Math.max(pageSize, get().chat.messages.length))
      const opened = await ask('conversations.open', { id, limit, ...(at === null ? {} : { at }) })
      if (opening !== mine) return
      opening = null
      const typed = drafts.read(get().chat)
      changeChat(room, id, (chat) => withOpened(chat, opened))
      // The list does not know the draft that another window left.
      if (drafts.read(get().chat) !== typed) drafts.refill(id)
      if (opened.turn || opened.run) markRunning(room, id, true)
      for (const event of mine.missed) apply(event)
    } catch (error) {
      if (opening !== mine) return
      opening = null
      if (at !== null && error instanceof AppError && error.code === 'not_found') {
        room.notify({ id: 'gone', kind: 'plain', title: error.message })
        changeChat(room, id, () => ({ marked: null }))
        return fetchChat(id, null)
      }
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
      const { chat } = get()
      if (chat.id === id && chat.loading.state !== 'failed') return
      show({ ...newChat(id), conversation: listed(id), loading: { state: 'loading' } })
      await fetchChat(id, null)
    },
    reopen() {
      const id = session.getItem(openKey)
      if (id === null) return
      show({ ...newChat(id), loading: { state: 'loading' } })
      void fetchChat(id, null)
    },
    startNew({ temporary = false } = {}) {
      const { chat } = get()
      if (chat.loading.state !== 'new') show({ ...newChat(newId()), temporary })
      else if (chat.temporary !== temporary) {
        set({ chat: { ...chat, temporary } })
        drafts.keepAnew()
      }
    },
    loadEarlier: () => loadEarlier(room),
    ...createStretches({ room, show, listed, fetchChat }),
    hear(event) {
      const { chat } = get()
      if (event.type === 'page.left')
        return isTemporary(chat) ? show(newChat(newId()), 'closing') : drafts.flush()
      if (event.type === 'store.changed' && chat.loading.state === 'ready') return void fetchChat(chat.id)
      // Output names only its run.
      const id = event.type === 'run.output' ? chat.id : subjectOf(event)
      if (id === null) return
      if (begins.has(event.type)) markRunning(room, id, true)
      if (ends.has(event.type)) markRunning(room, id, false)
      if (event.type === 'conversation.saved') leaving.hear(event.conversation)
      if (id !== get().chat.id) return
      if (event.type === 'conversation.removed') return show(newChat(newId()))
      if (event.type === 'conversation.saved') session.setItem(openKey, id)
      if (opening) opening.missed.push(event)
      else apply(event)
    },
  }
}

function keepOpen(session: Room['session'], { id, loading }: Chat): void {
  if (loading.state === 'new') session.removeItem(openKey)
  else session.setItem(openKey, id)
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
    room.notify({ id: 'earlier', kind: 'error', title: room.t('notices:earlier'), text: message })
  }
  changeChat(room, id, () => ({ loadingEarlier: false }))
}

/** What an old stretch is read around again; null at the end of a conversation. */
function middleOf({ hasLater, messages }: Chat): string | null {
  return hasLater ? (messages[Math.floor(messages.length / 2)]?.id ?? null) : null
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
