import type { RecallableFact } from '../database/queries/recall.ts'
import type { RecalledMessage } from '../../shared/context.ts'

const longest = { value: 600, passage: 800 }

/** A fact as a model reads it. A key that says all (`uses_kubernetes: true`) stands alone. */
export function factLine({ type, key, value }: Pick<RecallableFact, 'type' | 'key' | 'value'>): string {
  const name = oneLine(key.replaceAll('_', ' '), 200)
  const said = typeof value === 'string' ? value : JSON.stringify(value)
  return value === true ? `- ${name} (${type})` : `- ${name}: ${oneLine(said, longest.value)} (${type})`
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
