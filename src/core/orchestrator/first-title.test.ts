import { expect, test } from 'vitest'
import { firstTitle } from './first-title.ts'

test.each([
  ['Hello', 'Hello'],
  ['\n\n  # A *heading*\nand more', 'A heading'],
  [
    'How do I keep my search over messages fast when there are very many?',
    'How do I keep my search over messages fast when…',
  ],
  ['```\n', 'New chat'],
  ['   ', 'New chat'],
  ['> quoted', 'quoted'],
  ['1. first', 'first'],
])('the first title of %j is %j', (text, title) => {
  expect(firstTitle(text)).toBe(title)
})

test('a line without spaces is cut by characters, never through one', () => {
  expect(firstTitle('🔥'.repeat(60))).toBe(`${'🔥'.repeat(48)}…`)
})
