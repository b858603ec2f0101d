import { meanings, tellingWords } from './rank-words.ts'
import { namesByWord, speakersOf } from './rank-speakers.ts'
import { stemOf } from './rank-stem.ts'
import { nearness, type Span } from './rank-times.ts'
import { wordsOf } from './words.ts'

/** What is to be known of a message to rank it. */
export interface Rankable {
  readonly id: string
  readonly conversationId: string
  readonly role: string
  readonly content: string
  /** ISO 8601. */
  readonly createdAt: string
}

export interface Ranked<M> {
  readonly message: M
  /** The higher the better; only to be compared within one answer. */
  readonly score: number
}

/** BM25: how soon a word that comes again counts no more, and how much longer messages count less. */
const k1 = 1
const b = 0.4
/** What the words of a neighbour count, by how many messages it is away: an answer seldom repeats its question. */
const near = [0.5, 0.25, 0.125]
/** How much more the message before counts that asks somebody: this is then the answer. */
const asked = 1.5
/** What a message loses that does nothing but ask. */
const asking = 0.5
/** How many times more a message counts of the one whom the question names. */
const named = 2

/**
 * Ranks messages by what they have to do with a question: by BM25 over its words, where each message also has the words
 * of its neighbours; a time that the question names counts like its rarest word. `stretches` are pieces of
 * conversations without gaps; how rare a word is, is told from all of them together. Leaves out what has nothing to do
 * with it. The best first; of equals, the newest.
 */
export function rank<M extends Rankable>(
  question: string,
  stretches: readonly (readonly M[])[],
  times: readonly Span[] = [],
): Ranked<M>[] {
  const messages = stretches.flat()
  const speakers = speakersOf(messages)
  const names = namesByWord(speakers)
  const words = tellingWords(question)
  const meant = new Set(words.flatMap((word) => [...(names.get(word) ?? [])]))
  const stems = [...new Set(words.filter((word) => !names.has(word)).map(stemOf))]

  const counts = countsOf(messages, stems)
  const weights = counts.map((count) => rarity(count.filter((often) => often > 0).length, messages.length))
  const asks = messages.map(({ content }) => shareOfQuestions(content))
  const pieces = stretches.flatMap((stretch, piece) => stretch.map(() => piece))
  const scores = new Float64Array(messages.length)
  for (const [stem, count] of counts.entries())
    for (const [index, often] of withNeighbours(count, asks, pieces).entries())
      if (often > 0)
        scores[index] = (scores[index] ?? 0) + ((weights[stem] ?? 0) * often * (k1 + 1)) / (often + k1)

  const timeWeight = Math.max(...weights, 0) || 1
  const ranked = messages.map((message, index) => {
    let score = scores[index] ?? 0
    if (times.length > 0) score += timeWeight * nearness(Date.parse(message.createdAt), times)
    score *= 1 - asking * (asks[index] ?? 0)
    if (meant.size === 1 && meant.has(speakers[index] ?? '')) score *= named
    return { message, score }
  })
  return ranked
    .filter(({ score }) => score > 0)
    .sort(
      (one, other) => other.score - one.score || (one.message.createdAt < other.message.createdAt ? 1 : -1),
    )
}

/** How often each stem stands in each message, less in longer ones. */
function countsOf(messages: readonly Rankable[], stems: readonly string[]): Float64Array[] {
  const meaningOf = meanings(stems)
  const counts = stems.map(() => new Float64Array(messages.length))
  const lengths = messages.map(({ content }, index) => {
    let length = 0
    for (const word of wordsOf(content)) {
      const meaning = meaningOf(word)
      if (!meaning) continue
      length += 1
      for (const [stem, weight] of meaning) {
        const count = counts[stem]
        if (count) count[index] = (count[index] ?? 0) + weight
      }
    }
    return length
  })
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length) || 1
  for (const count of counts)
    for (const [index, often] of count.entries())
      if (often > 0) count[index] = often / (1 - b + (b * (lengths[index] ?? 0)) / average)
  return counts
}

/** Among the messages that are looked at: their neighbours are there whatever they say, and show what is common. */
function rarity(holders: number, all: number): number {
  return holders === 0 ? 0 : Math.log(1 + (all - holders + 0.5) / (holders + 0.5))
}

/** How often a stem stands in each message and, counting less, near it in the same piece. */
function withNeighbours(
  count: Float64Array,
  asks: readonly number[],
  pieces: readonly number[],
): Float64Array {
  const found = Float64Array.from(count)
  for (const [index, often] of count.entries()) {
    if (often === 0) continue
    for (const [place, share] of near.entries()) {
      const before = index - place - 1
      const after = index + place + 1
      const answers = place === 0 && (asks[index] ?? 0) > 0
      if (pieces[before] === pieces[index]) found[before] = (found[before] ?? 0) + share * often
      if (pieces[after] === pieces[index])
        found[after] = (found[after] ?? 0) + share * (answers ? asked : 1) * often
    }
  }
  return found
}

/** What share of its sentences are questions, 0 to 1. */
function shareOfQuestions(content: string): number {
  if (!/[?？؟]/.test(content)) return 0
  const sentences = content.match(/[^.!?。！？؟\n]*[\p{L}\p{N}][^.!?。！？؟\n]*[.!?。！？؟]*/gu) ?? []
  return sentences.filter((sentence) => /[?？؟]$/.test(sentence)).length / Math.max(1, sentences.length)
}
