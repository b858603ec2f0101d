import type { RequestInput } from '../../shared/contract.ts'
import type { SearchHit } from '../../shared/search.ts'
import type { ChatCommands } from './chat.ts'
import { createHits } from './hits.ts'
import type { Room } from './room.ts'
import { noFilters, nothingFound, type Palette, type SearchFilters } from './found.ts'

const pauseMs = 120
const pageSize = 30
const mostTitles = 5
const dayMs = 24 * 60 * 60_000

/** The search over everything that was said, is remembered, was planned and done. */
export interface Finder {
  show(text?: string): void
  hide(): void
  /** Looks for it when nothing was typed for a moment. */
  type(text: string): void
  filter(change: Partial<SearchFilters>): void
  more(): Promise<void>
  /** After an error. */
  again(): void
  /** Shows what was found where it stands. */
  open(hit: SearchHit): void
}

export function createFinder(
  room: Room,
  chat: Pick<ChatCommands, 'openAt'>,
  /** Shows a fact on the memory page. */
  showFact: (fact: { readonly key: string }) => void,
): Finder {
  const { ask, get, set, later } = room
  let cancel = (): void => undefined
  let round = 0

  function change(part: Partial<Palette>): void {
    set(({ palette }) => ({ palette: palette && { ...palette, ...part } }))
  }

  const hits = createHits(room, {
    read: () => get().palette?.found ?? null,
    write: (found) => change({ found }),
    query: () => queryOf(get().palette, get().chat.id, room.now()),
  })

  async function findTitles(text: string): Promise<void> {
    const mine = (round += 1)
    const page = await ask('conversations.list', { search: text.slice(0, 200), limit: mostTitles }).catch(
      // The search itself says what is wrong.
      () => null,
    )
    if (mine === round && page) change({ titles: page.conversations })
  }

  function look(pause: number): void {
    cancel()
    hits.forget()
    round += 1
    const { palette } = get()
    const text = palette?.text.trim() ?? ''
    if (text === '') return change({ titles: [], found: null })
    // What was found stays in sight until the next is.
    change({ found: { ...(palette?.found ?? nothingFound), loading: { state: 'loading' } } })
    cancel = later(() => {
      void hits.load()
      void findTitles(text)
    }, pause)
  }

  return {
    show(text = '') {
      set({ palette: { text, filters: noFilters, titles: [], found: null } })
      look(0)
    },
    hide() {
      cancel()
      hits.forget()
      round += 1
      set({ palette: null })
    },
    type(text) {
      change({ text })
      look(pauseMs)
    },
    filter(part) {
      const { palette } = get()
      if (!palette) return
      change({ filters: { ...palette.filters, ...part } })
      look(0)
    },
    more: hits.more,
    again: () => look(0),
    open(hit) {
      set({ palette: null })
      if (hit.kind === 'context') showFact(hit)
      else void chat.openAt(hit.conversationId, hit.id)
    },
  }
}

function queryOf(palette: Palette | null, chatId: string, now: Date): RequestInput<'search'> {
  const { role, kind, days, here } = palette?.filters ?? noFilters
  return {
    text: palette?.text.trim() ?? '',
    limit: pageSize,
    ...(role === 'anyone' ? {} : { roles: [role] }),
    ...(kind === 'everything' ? {} : { types: [kind] }),
    ...(days === null ? {} : { after: new Date(now.getTime() - days * dayMs).toISOString() }),
    ...(here ? { conversationId: chatId } : {}),
  }
}
