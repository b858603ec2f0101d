import { expect, test } from 'vitest'
import { cutDiff, diffFile, diffLines, foldLines, type DiffLine } from './diff.ts'

const signs = { same: ' ', removed: '-', added: '+' } as const
const written = (diff: readonly DiffLine[]) => diff.map(({ kind, text }) => signs[kind] + text)

test('a changed line goes and comes where it stands', () => {
  expect(written(diffLines('a\nb\nc\n', 'a\nB\nc\n'))).toEqual([' a', '-b', '+B', ' c'])
})

test('lines that stay between changes are found', () => {
  const diff = diffLines('one\nkeep\ntwo\nalso\n', 'ONE\nkeep\nalso\nmore\n')
  expect(written(diff)).toEqual(['-one', '+ONE', ' keep', '-two', ' also', '+more'])
})

test('a new file only comes, an emptied one only goes, and an equal one stays', () => {
  expect(written(diffLines('', 'a\nb'))).toEqual(['+a', '+b'])
  expect(written(diffLines('a\nb\n', ''))).toEqual(['-a', '-b'])
  expect(written(diffLines('a\n', 'a\n'))).toEqual([' a'])
})

test('what is put together again from a diff is each of the two texts', () => {
  const before = Array.from({ length: 300 }, (_, index) => `line ${(index * 7) % 13}`)
  const after = before.filter((_, index) => index % 5 !== 0).toSpliced(40, 0, 'new', 'newer')
  const diff = diffLines(before.join('\n'), after.join('\n'))
  expect(diff.filter(({ kind }) => kind !== 'added').map(({ text }) => text)).toEqual(before)
  expect(diff.filter(({ kind }) => kind !== 'removed').map(({ text }) => text)).toEqual(after)
})

test('two large texts that have nothing in common are shown whole, one after the other', () => {
  const text = (name: string) => Array.from({ length: 5_000 }, (_, index) => `${name} ${index}`).join('\n')
  const diff = diffLines(text('old'), text('new'))
  expect(diff).toHaveLength(10_000)
  expect(diff.findLastIndex(({ kind }) => kind === 'removed')).toBe(4_999)
})

test('unchanged lines far from a change are folded, and counted', () => {
  const before = Array.from({ length: 100 }, (_, index) => `${index}`)
  const folded = foldLines(diffLines(before.join('\n'), before.with(50, 'x').join('\n')))
  expect(folded[0]).toEqual({ kind: 'fold', count: 47 })
  expect(folded.at(-1)).toEqual({ kind: 'fold', count: 46 })
  expect(folded).toHaveLength(10)
})

test('of a long change the beginning is kept, and all of it is counted', () => {
  const text = (name: string) => Array.from({ length: 30 }, (_, index) => `${name} ${index}`).join('\n')
  const diff = diffFile(text('old'), text('new'))
  const byLines = cutDiff(diff, { lines: 5, length: 1_000 })
  expect(byLines).toMatchObject({ added: 30, removed: 30, cut: true })
  expect(byLines.lines).toEqual(diff.lines.slice(0, 5))
  const byLength = cutDiff(diff, { lines: 100, length: 8 })
  expect(byLength).toMatchObject({
    cut: true,
    lines: [
      { kind: 'removed', text: 'old 0' },
      { kind: 'removed', text: 'old' },
    ],
  })
  expect(cutDiff(diff, { lines: 60, length: 1_000 })).toBe(diff)
  expect(diffFile(null, '')).toEqual({ added: 0, removed: 0, lines: [] })
})
