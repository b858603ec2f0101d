import type { RecallableFact } from '../database/queries/recall.ts'
import { alike, wordsOf } from './words.ts'
import type { RecalledMessage } from '../../shared/context.ts'

const longest = { value: 600, passage: 800 }

/** A fact as a model reads it: a sentence that says its key too stands alone, and so does a key that is just so. */
export function factLine({ type, key, value }: Pick<RecallableFact, 'type' | 'key' | 'value'>): string {
  const name = oneLine(key.replaceAll('_', ' '), 200)
  if (value === true) return `- ${name} (${type})`
  const said = oneLine(typeof value === 'string' ? value : JSON.stringify(value), longest.value)
  return saysAll(said, key) ? `- ${said} (${type})` : `- ${name}: ${said} (${type})`
}

function saysAll(said: string, key: string): boolean {
  const words = wordsOf(said)
  return wordsOf(key).every((word) => words.some((other) => alike(word, other)))
}

/** What was said, by whom and when. */
export function passage({ title, role, content, createdAt }: RecalledMessage): string {
  const who = role === 'user' ? 'The person' : 'You'
  return `[${createdAt.slice(0, 10)}, in “${oneLine(title, 80)}”] ${who}: ${cut(content, longest.passage)}`
}

function oneLine(text: string, most: number): string {
  return cut(text.replaceAll(/\s+/g, ' ').trim(), most)
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most).toWellFormed()}…` : text
}
