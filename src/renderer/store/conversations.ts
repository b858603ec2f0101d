import type { HearthEvent } from '../../shared/events.ts'
import { createConversationPages } from './conversation-pages.ts'
import { createHits } from './hits.ts'
import { attempt, type Room } from './room.ts'
import { newSearch } from './state.ts'

const searchPauseMs = 120
/** How many messages stand beneath the titles that were found; the palette has all. */
const inMessages = 8

/** The list at the left, and the search in it. */
export interface Conversations {
  load(): Promise<void>
  /** The next page of what is shown. */
  loadMore(): Promise<void>
  /** Looks for a part of a title; an empty one shows all again. */
  search(text: string): void
  rename(id: string, title: string): Promise<void>
  hear(event: HearthEvent): void
}

export function createConversations(room: Room): Conversations {
  const { ask, get, set, later, t } = room
  let cancelSearch = (): void => undefined
  const all = createConversationPages({
    ask,
    read: () => get().list,
    write: (list) => set({ list }),
    query: () => ({}),
    // One that leaves nothing behind stands in no list.
    accepts: ({ temporary }) => !temporary,
  })
  const found = createConversationPages({
    ask,
    read: () => get().search?.found ?? null,
    write: (list) => set(({ search }) => ({ search: search && { ...search, found: list } })),
    query: () => ({ search: get().search?.text ?? '' }),
    accepts: ({ title, temporary }) =>
      !temporary && title.toLowerCase().includes(get().search?.text.toLowerCase() ?? ''),
  })

  const messages = createHits(room, {
    read: () => get().search?.messages ?? null,
    write: (hits) => set(({ search }) => ({ search: search && { ...search, messages: hits } })),
    query: () => ({ text: get().search?.text ?? '', limit: inMessages }),
  })

  function hear(event: HearthEvent): void {
    for (const pages of [all, found]) {
      if (event.type === 'conversation.saved') pages.saved(event.conversation)
      if (event.type === 'conversation.removed') pages.removed(event.id)
    }
    if (event.type !== 'store.changed') return
    void all.load()
    if (get().search) void found.load()
  }

  return {
    async load() {
      set(({ list }) => ({ list: { ...list, loading: { state: 'loading' } } }))
      await all.load()
    },
    loadMore: () => (get().search ? found : all).more(),
    search(text) {
      cancelSearch()
      found.forget()
      messages.forget()
      const wanted = text.trim().slice(0, 200)
      if (wanted === '') return set({ search: null })
      // What was found stays in sight until the next is.
      set(({ search }) => ({ search: search ? { ...search, text: wanted } : newSearch(wanted) }))
      cancelSearch = later(() => {
        void found.load()
        void messages.load()
      }, searchPauseMs)
    },
    async rename(id, title) {
      const conversation = await attempt(room, t('notices:notRenamed'), () =>
        ask('conversations.rename', { id, title: title.trim() }),
      )
      if (conversation) hear({ type: 'conversation.saved', conversation })
    },
    hear,
  }
}
