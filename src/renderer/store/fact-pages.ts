import type { RememberedFact } from '../../shared/context.ts'
import { reportError } from '../../shared/errors.ts'
import type { Ask } from './ask.ts'
import type { MemoryState } from './state.ts'

const pageSize = 100
/** As many as one request may ask for. */
const mostAtOnce = 500

/** What is remembered, read page by page while it changes. */
export interface FactPages {
  /** From the start, for another filter. What is shown stays until the reply is there. */
  load(): Promise<void>
  /** The next page, also after one that failed. */
  more(): Promise<void>
  /** As much as is shown, anew: what was there keeps its place. */
  refresh(): Promise<void>
}

export interface FactPagesOptions {
  readonly ask: Ask
  readonly read: () => MemoryState
  readonly write: (part: Partial<MemoryState>) => void
}

export function createFactPages({ ask, read, write }: FactPagesOptions): FactPages {
  let round = 0

  function page(offset: number, limit: number) {
    const { text, type, status } = read().filter
    return ask('memory.list', {
      ...(text !== '' && { text }),
      ...(type && { types: [type] }),
      ...(status && { statuses: [status] }),
      offset,
      limit,
    })
  }

  /** Does it, unless something newer was asked for meanwhile. */
  async function fetch(act: () => Promise<Partial<MemoryState>>): Promise<void> {
    const mine = (round += 1)
    let part: Partial<MemoryState>
    try {
      part = { ...(await act()), loading: { state: 'ready' } }
    } catch (error) {
      part = { loading: { state: 'failed', error: reportError(error) } }
    }
    if (mine === round) write({ ...part, loadingMore: false })
  }

  return {
    async load() {
      write({ loading: { state: 'loading' } })
      await fetch(() => page(0, pageSize))
    },
    async more() {
      const { facts, hasMore, loading, loadingMore } = read()
      if (loadingMore || loading.state === 'loading' || (loading.state === 'ready' && !hasMore)) return
      write({ loadingMore: true })
      await fetch(async () => {
        const next = await page(facts.length, pageSize)
        const known = new Set(facts.map(({ id }) => id))
        return { ...next, facts: [...facts, ...next.facts.filter(({ id }) => !known.has(id))] }
      })
    },
    async refresh() {
      await fetch(async () => {
        const wanted = Math.max(pageSize, read().facts.length)
        let last = await page(0, Math.min(mostAtOnce, wanted))
        const facts = [...last.facts]
        while (last.hasMore && facts.length < wanted) {
          last = await page(facts.length, Math.min(mostAtOnce, wanted - facts.length))
          facts.push(...last.facts)
        }
        return { ...last, facts: inPlace(read().facts, facts) }
      })
    },
  }
}

/** The new facts where the old ones stood, so that nothing moves that somebody looks at; others before them. */
export function inPlace(
  before: readonly RememberedFact[],
  after: readonly RememberedFact[],
): readonly RememberedFact[] {
  const now = new Map(after.map((fact) => [fact.id, fact]))
  const known = new Set(before.map(({ id }) => id))
  const stayed = before.flatMap(({ id }) => now.get(id) ?? [])
  return [...[...now.values()].filter(({ id }) => !known.has(id)), ...stayed]
}
