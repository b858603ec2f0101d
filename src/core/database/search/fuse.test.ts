import { expect, test } from 'vitest'
import { fuse, fusedDepth } from './fuse.ts'

const idOf = (id: string): string => id
const words = Array.from({ length: 300 }, (_, place) => `w${place}`)
const ids = (byWords: readonly string[], byMeaning: readonly string[]): string[] =>
  fuse(byWords, byMeaning, idOf).map(({ item }) => item)

test('what words find leads, what both find comes before it, and each comes once', () => {
  expect(ids(['a', 'b', 'c'], ['c', 'd'])).toEqual(['c', 'a', 'b', 'd'])
  expect(ids([], ['d'])).toEqual(['d'])
  expect(ids(['a'], [])).toEqual(['a'])
})

test('the order does not change with how many are asked for, as far as they are asked for', () => {
  const meant = [...Array.from({ length: 18 }, (_, place) => `m${place}`), 'w45', 'w250']
  const all = ids(words, meant)
  expect(all).toHaveLength(words.length + 18)
  for (let wanted = 10; wanted <= all.length; wanted += 10) {
    const given = words.slice(0, Math.max(wanted, fusedDepth))
    expect(ids(given, meant).slice(0, wanted)).toEqual(all.slice(0, wanted))
  }
})
