import { findAppError } from '../../shared/errors.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { markUsed, recallableFacts } from '../database/queries/recall.ts'
import type { RelatedMessage, SearchEngine } from '../database/search/search-engine.ts'
import type { EventHub } from '../event-hub.ts'
import type { Log } from '../log.ts'
import { pointsBack } from './points-back.ts'
import { knowFact, rankFacts, type KnownFact } from './rank-facts.ts'
import { nothingRecalled, type Recall, type Recalled, type RecallQuery } from './recall.ts'
import { passage } from './recall-text.ts'

export interface RecallRoom {
  readonly db: Database
  readonly search: Pick<SearchEngine, 'related'>
  readonly events: EventHub
  readonly clock: Clock
  readonly log: Log
  /** Whether the person wants it. */
  readonly wanted: () => Promise<boolean>
  /** Our own count of the tokens of a text. */
  readonly count: (text: string) => number
}

/** Facts that are kept in mind, the newest; and earlier messages that go into one prompt. */
const most = { facts: 10_000, related: 30, passages: 6, text: 4_000 }
/** Of the room that there is, facts may take this much when earlier messages are wanted too. */
const factsShare = 0.6

/**
 * Recalls for prompts. Facts are kept in mind, since reading thousands anew would be much of what a person waits for
 * before the model is asked; what changes them is told by events.
 */
export function createRecall({ db, search, events, clock, log, wanted, count }: RecallRoom): Recall {
  let facts: Promise<readonly KnownFact[]> | null = null
  let noting: Promise<void> = Promise.resolve()
  const stop = events.listen(({ type }) => {
    if (type === 'memory.changed' || type === 'conversation.removed' || type === 'store.changed') facts = null
  })

  function known(): Promise<readonly KnownFact[]> {
    const found = (facts ??= recallableFacts(db, most.facts).then((rows) =>
      rows.map((row) => knowFact(row, count)),
    ))
    found.catch(() => {
      if (facts === found) facts = null
    })
    return found
  }

  async function find({ text, shown }: RecallQuery, signal: AbortSignal): Promise<RelatedMessage[]> {
    const found = await search.related(
      { text: text.slice(0, most.text), limit: most.related, now: clock.now() },
      signal,
    )
    // An answer that is only now being written, or that was a plan, has no words.
    return found.filter(({ id, content }) => !shown.has(id) && content.trim() !== '')
  }

  async function recall(query: RecallQuery, signal: AbortSignal): Promise<Recalled> {
    if (query.tokens <= 0 || !(await wanted())) return nothingRecalled
    const all = await known()
    const back = pointsBack(query.text)
    // The one part that takes long among many messages. Facts are ranked by their own words without it.
    const related = back ? await find(query, signal) : []
    const ranked = rankFacts(all, { ...query, related: byConversation(related), now: clock.now() })
    const room = back ? query.tokens * factsShare : query.tokens
    const chosen = within(ranked, room, ({ tokens }) => tokens)
    const left = query.tokens - chosen.tokens
    const told = back
      ? within(related.slice(0, most.passages), left, (message) => count(passage(message)))
      : { kept: [], tokens: 0 }
    const inOrder = told.kept.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
    return {
      facts: chosen.kept.map(({ line }) => line).join('\n'),
      passages: inOrder.map(passage).join('\n\n'),
      contexts: chosen.kept.map(({ id }) => id),
      messages: inOrder.map(({ id }) => id),
      tokens: chosen.tokens + told.tokens,
      imported: chosen.kept.some(({ origin }) => origin === 'imported'),
    }
  }

  return {
    async for(query, signal) {
      try {
        return await recall(query, signal)
      } catch (error) {
        if (!signal.aborted) log.warn('recall.failed', { error, expected: findAppError(error)?.code })
        return nothingRecalled
      }
    },
    used(contexts) {
      noting = noting
        .then(() => markUsed(db, contexts, clock.now()))
        // It is only a count.
        .catch((error: unknown) => log.warn('recall.unmarked', { error }))
      return noting
    },
    close() {
      stop()
      return noting
    },
  }
}

/** As much of a list as there is room for. One that is too long is left out, and those behind it are looked at. */
function within<T>(
  list: readonly T[],
  tokens: number,
  weigh: (item: T) => number,
): { readonly kept: T[]; readonly tokens: number } {
  const kept: T[] = []
  let left = tokens
  for (const item of list) {
    const weight = weigh(item)
    if (weight > left) continue
    left -= weight
    kept.push(item)
    if (left < 8) break
  }
  return { kept, tokens: Math.ceil(tokens - left) }
}

/** How much each conversation has to do with what is asked: its best message as against the best of all. */
function byConversation(related: readonly RelatedMessage[]): ReadonlyMap<string, number> {
  const best = Math.max(...related.map(({ score }) => score), 0)
  const found = new Map<string, number>()
  for (const { conversationId, score } of related)
    if (best > 0 && !found.has(conversationId)) found.set(conversationId, score / best)
  return found
}
