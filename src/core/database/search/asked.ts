import { wordsOf } from './words.ts'

/** Words of a query that count: more would only take time. */
const most = 32

/** The words of a query, each once. */
export function askedWords(text: string): string[] {
  return [...new Set(wordsOf(text))].slice(0, most)
}

/** The word at the very end, which may not be typed to its end yet. */
export function wordInTyping(text: string): string | null {
  return /[\p{L}\p{M}\p{N}]$/u.test(text) ? (wordsOf(text).at(-1) ?? null) : null
}
