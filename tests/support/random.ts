/** Numbers that look like chance and are the same for the same seed. */
export interface Random {
  /** From 0 to below 1. */
  fraction(): number
  /** From 0 to below `end`, whole. */
  below(end: number): number
  chance(share: number): boolean
  pick<T>(items: readonly T[]): T
  /** In the form of a UUID. */
  id(): string
  /** Words of small letters, about `length` characters. */
  text(length: number): string
}

/** Mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_00_00_00_00
  }
  const below = (end: number): number => Math.floor(next() * end)
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => below(16).toString(16)).join('')
  return {
    fraction: next,
    below,
    chance: (share) => next() < share,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    id: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
    text: (length) =>
      Array.from({ length: Math.ceil(length / 6) }, () =>
        (below(11_881_376) + 11_881_376).toString(26).slice(-5),
      )
        .join(' ')
        .slice(0, length),
  }
}
