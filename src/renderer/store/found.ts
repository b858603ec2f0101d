import type { Conversation } from '../../shared/conversation.ts'
import type { SearchHit, SearchPage } from '../../shared/search.ts'
import type { Loading } from './loading.ts'

/** What a search has found so far, the best first. */
export interface Found {
  readonly hits: readonly SearchHit[]
  readonly hasMore: boolean
  readonly corrections: SearchPage['corrections']
  readonly loading: Loading
  readonly loadingMore: boolean
}

/** What narrows a search. */
export interface SearchFilters {
  readonly role: 'anyone' | 'user' | 'assistant'
  readonly kind: 'everything' | 'text' | 'context' | 'agent_request' | 'agent_result'
  /** In days back from now; null for any time. */
  readonly days: number | null
  /** Only in the conversation that is open. */
  readonly here: boolean
}

/** The search over everything, while it is open. */
export interface Palette {
  readonly text: string
  readonly filters: SearchFilters
  /** By a part of their title. */
  readonly titles: readonly Conversation[]
  /** Null while nothing is looked for. */
  readonly found: Found | null
}

export const noFilters: SearchFilters = { role: 'anyone', kind: 'everything', days: null, here: false }

export const nothingFound: Found = {
  hits: [],
  hasMore: false,
  corrections: [],
  loading: { state: 'loading' },
  loadingMore: false,
}
