/** `1 fact`, `12 facts`. */
export function countFacts(count: number): string {
  return count === 1 ? '1 fact' : `${count.toLocaleString('en')} facts`
}
