import { expect, test } from 'vitest'
import { visible, visibleLines } from './visible.ts'

test('what turns or hides a part of a name is written out', () => {
  expect(visible('photo\u202Egpj.exe')).toBe('photo\\u202egpj.exe')
  expect(visible('a\u200Bb\u0007c')).toBe('a\\u200bb\\u0007c')
  // Letters by their kind, and yet nothing is seen of them.
  expect(visible('a\u3164b\u2800c')).toBe('a\\u3164b\\u2800c')
})

test('a name with a line break is still one name', () => {
  expect(visible('a.md\n/etc/passwd')).toBe('a.md⏎/etc/passwd')
})

test('letters of any script, what joins them, and the lines of a text stay as they are', () => {
  const text = 'اقرأ می‌خواهم 👩‍💻 über\n\tnext'
  expect(visibleLines(text)).toBe(text)
  expect(visible('می‌خواهم 👩‍💻')).toBe('می‌خواهم 👩‍💻')
})
