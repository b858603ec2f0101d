import { expect, test } from 'vitest'
import { createRandom } from '../../tests/support/random.ts'
import { createGutter, inGutter, inLine } from './gutter.ts'
import { columns } from './text.ts'

test('every line gets the mark, empty ones too, and the last one its end', () => {
  expect(inGutter('one\n\ntwo', null)).toBe('   │ one\n   │\n   │ two\n')
  expect(inGutter('one\n', null)).toBe('   │ one\n')
  expect(inGutter('', null)).toBe('')
})

test('a line that the terminal would break begins anew behind the mark', () => {
  expect(inGutter('x'.repeat(20), 20)).toBe(`   │ ${'x'.repeat(14)}\n   │ ${'x'.repeat(6)}\n`)
  expect(inGutter('家'.repeat(8), 20)).toBe(`   │ ${'家'.repeat(7)}\n   │ 家\n`)
})

test('what cannot be seen is spelled out, and a carriage return is a new line', () => {
  expect(inGutter('a\u202Eb\u0007c\rd', null)).toBe('   │ a\\u{202e}b\\u{7}c\n   │ d\n')
  expect(inLine(' a\n b\u200Bc\u2028')).toBe(String.raw`a b\u{200b}c`)
})

test('text in pieces shows as text in one, and no line leaves the gutter or the screen', () => {
  const random = createRandom(7)
  const pieces = ['a', ' ', '\n', '\t', '家', '\u001B[31m', 'word ', '\n\n', 'é', '\u200B', '—'.repeat(30)]
  for (let round = 0; round < 200; round += 1) {
    const gutter = createGutter(40)
    const text = Array.from({ length: 30 }, () => random.pick(pieces))
    const shown = text.map(gutter.add).join('') + gutter.end()
    expect(shown).toBe(inGutter(text.join(''), 40))
    for (const line of shown.split('\n').slice(0, -1)) {
      expect(line.startsWith('   │')).toBe(true)
      expect(columns(line)).toBeLessThan(40 + 9)
    }
  }
})
