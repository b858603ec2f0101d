import { expect, test } from 'vitest'
import { bytes, columns, fit, oneLine, printable, table, when } from './text.ts'

test('what a model writes cannot move the cursor, set the title or ring the bell', () => {
  expect(printable('a\u001B[2Jb\u001B]0;title\u0007c\rd\u009B31me')).toBe('a[2Jb]0;titlecd31me')
  expect(printable('lines\n\tand tabs\n')).toBe('lines\n\tand tabs\n')
  expect(oneLine(' a\n\tb\u001B ')).toBe('a b')
  // Nor turn round what stands after it.
  expect(printable('\u202Egnp.exe\u2066 שלום')).toBe('gnp.exe שלום')
})

test('a text is cut to columns, not to characters', () => {
  expect(columns('炉辺')).toBe(4)
  expect(columns('👩‍👩‍👧')).toBe(2)
  expect(fit('short', 5)).toBe('short')
  expect(fit('longer than that', 8)).toBe('longer…')
  expect(fit('炉辺炉辺', 6)).toBe('炉辺…')
})

test('a table lines its columns up and leaves the last one alone', () => {
  const rows = [
    ['a', 'one'],
    ['炉辺', 'two', 'x'],
  ]
  expect(table(rows)).toBe('a     one\n炉辺  two  x\n')
})

test('times and sizes are as people read them', () => {
  expect(when('2026-11-24T09:05:59.999Z')).toBe('2026-11-24 09:05')
  expect([bytes(900), bytes(45_400_000), bytes(4_120_000_000)]).toEqual(['1 kB', '45 MB', '4.1 GB'])
})
