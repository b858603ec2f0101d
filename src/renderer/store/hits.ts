import type { RequestInput } from '../../shared/contract.ts'
import { reportError } from '../../shared/errors.ts'
import type { Room } from './room.ts'
import type { Found } from './found.ts'

/** What a search finds, page by page. A reply that a newer search has overtaken comes to nothing. */
export interface Hits {
  load(): Promise<void>
  /** The next page, also after one that failed. */
  more(): Promise<void>
  forget(): void
}

export interface HitsOptions {
  /** Null while nothing is looked for. */
  readonly read: () => Found | null
  readonly write: (found: Found) => void
  readonly query: () => RequestInput<'search'>
}

export function createHits({ ask }: Pick<Room, 'ask'>, { read, write, query }: HitsOptions): Hits {
  let round = 0

  async function fetchPage(before: Found['hits']): Promise<void> {
    const mine = (round += 1)
    let result: Partial<Found>
    try {
      const page = await ask('search', { ...query(), offset: before.length })
      const known = new Set(before.map(({ kind, id }) => `${kind} ${id}`))
      const fresh = page.hits.filter(({ kind, id }) => !known.has(`${kind} ${id}`))
      result = { ...page, hits: [...before, ...fresh], loading: { state: 'ready' } }
    } catch (error) {
      result = { loading: { state: 'failed', error: reportError(error) } }
    }
    const found = read()
    if (mine === round && found) write({ ...found, ...result, loadingMore: false })
  }

  return {
    load: () => fetchPage([]),
    async more() {
      const found = read()
      if (!found || found.loadingMore || found.loading.state === 'loading') return
      if (found.loading.state === 'ready' && !found.hasMore) return
      write({ ...found, loadingMore: true })
      await fetchPage(found.hits)
    },
    forget() {
      round += 1
    },
  }
}
