import type { Fact } from '../store.ts'

/** A fact as a person reads it. */
export function showFact({ value }: Pick<Fact, 'value'>): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
