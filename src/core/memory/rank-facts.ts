import type { RecallableFact } from '../database/queries/recall.ts'
import type { ContextType } from '../../shared/context.ts'
import { factLine } from './recall-text.ts'
import { alike, isIdle, wordsOf } from './words.ts'

/** A fact with what it is about and how a model reads it, worked out once: with thousands it takes tens of milliseconds. */
export interface KnownFact extends RecallableFact {
  readonly words: ReadonlySet<string>
  readonly line: string
  readonly tokens: number
}

/** `count` is our own count of the tokens of a text. */
export function knowFact(fact: RecallableFact, count: (text: string) => number): KnownFact {
  const value = typeof fact.value === 'string' ? fact.value : JSON.stringify(fact.value)
  const words = wordsOf(`${fact.key} ${value.slice(0, 4_000)}`)
  const line = factLine(fact)
  return { ...fact, words: new Set(words.filter((word) => !isIdle(word))), line, tokens: count(line) }
}

export interface Asked {
  readonly conversationId: string
  readonly text: string
  readonly recent: readonly string[]
  /** How much earlier messages on the same subject speak for the facts of their conversations, from 0 to 1. */
  readonly related: ReadonlyMap<string, number>
  readonly now: Date
}

/** How a preference bears on any answer, and what one knows of a field on few. */
const byType: Readonly<Record<ContextType, number>> = {
  preference: 0.6,
  project: 0.4,
  technology: 0.2,
  domain: 0.1,
}
/** Of words that were said a moment ago, as against those of the message itself. */
const saidBefore = 0.3
/** Days after which what was said counts half as new. */
const halfLife = 60
const dayMs = 86_400_000

/**
 * The most useful first: those of this conversation, then those that are pinned, then by the words they share with what
 * is asked (rare ones count more), by type, by how new they are and how often they were of use. With few facts all of
 * them go into a prompt, and the order matters little: it decides what is left out when there are many.
 */
export function rankFacts(facts: readonly KnownFact[], asked: Asked): KnownFact[] {
  const index = indexWords(facts)
  const shared = new Map<KnownFact, number>()
  const weigh = (text: string, weight: number): void => {
    for (const word of new Set(wordsOf(text))) {
      if (isIdle(word)) continue
      const having = index.like(word)
      const rarity = Math.log(1 + facts.length / (having.size || 1))
      for (const fact of having) shared.set(fact, (shared.get(fact) ?? 0) + weight * rarity)
    }
  }
  weigh(asked.text.slice(0, 4_000), 1)
  for (const earlier of asked.recent.slice(-3)) weigh(earlier.slice(0, 1_000), saidBefore)

  const scored = facts.map((fact) => ({
    fact,
    tier: fact.conversationId === asked.conversationId ? 2 : fact.pinned ? 1 : 0,
    score:
      (shared.get(fact) ?? 0) +
      2 * (asked.related.get(fact.conversationId) ?? 0) +
      byType[fact.type] +
      0.5 ** (Math.max(0, asked.now.getTime() - fact.updatedAt.getTime()) / (halfLife * dayMs)) +
      0.2 * Math.log1p(fact.useCount),
  }))
  return scored.sort((a, b) => b.tier - a.tier || b.score - a.score).map(({ fact }) => fact)
}

/** Facts by the beginnings of their words: a word is compared with those that begin as it does, and with no others. */
function indexWords(facts: readonly KnownFact[]): { like(word: string): ReadonlySet<KnownFact> } {
  const byStart = known.get(facts) ?? buildIndex(facts)
  known.set(facts, byStart)
  return {
    like(word) {
      const found = new Set<KnownFact>()
      for (const [other, having] of byStart.get(word.slice(0, 4)) ?? [])
        if (alike(word, other)) for (const fact of having) found.add(fact)
      return found
    },
  }
}

type Index = ReadonlyMap<string, ReadonlyMap<string, readonly KnownFact[]>>
/** One for each list of facts, for as long as that is in use. */
const known = new WeakMap<readonly KnownFact[], Index>()

function buildIndex(facts: readonly KnownFact[]): Index {
  const byStart = new Map<string, Map<string, KnownFact[]>>()
  for (const fact of facts)
    for (const word of fact.words) {
      const start = word.slice(0, 4)
      const words = byStart.get(start) ?? new Map<string, KnownFact[]>()
      byStart.set(start, words)
      const having = words.get(word)
      if (having) having.push(fact)
      else words.set(word, [fact])
    }
  return byStart
}
