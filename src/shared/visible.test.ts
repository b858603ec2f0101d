import { expect, test } from 'vitest'
import { visible, visibleLines } from './visible.ts'

test('what turns or hides a part of a name is written out', () => {
  expect(visible('photo\u202Egpj.exe')).toBe(String.raw`photo\u{202e}gpj.exe`)
  expect(visible('a\u200Bb\u0007c')).toBe(String.raw`a\u{200b}b\u{7}c`)
  // Letters by their kind, and yet nothing is seen of them.
  expect(visible('a\u3164b\u2800c')).toBe(String.raw`a\u{3164}b\u{2800}c`)
})

test('half a character, and a carriage return that would write over a line, are written out', () => {
  expect(visible('a\uD800b')).toBe(String.raw`a\u{d800}b`)
  expect(visibleLines('rm *\recho\r\n')).toBe(String.raw`rm *\u{d}echo` + '\r\n')
})

test('a name with a line break is still one name', () => {
  expect(visible('a.md\n/etc/passwd')).toBe('a.md⏎/etc/passwd')
})

test('letters of any script, what joins them, and the lines of a text stay as they are', () => {
  const text = 'اقرأ می‌خواهم 👩‍💻 über\n\tnext'
  expect(visibleLines(text)).toBe(text)
  expect(visible('می‌خواهم 👩‍💻')).toBe('می‌خواهم 👩‍💻')
  // In Latin letters they join nothing, and hide that two names differ.
  expect(visible('pay\u200Dpal')).toBe(String.raw`pay\u{200d}pal`)
})
