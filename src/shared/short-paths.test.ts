import { expect, test } from 'vitest'
import { shortPaths } from './short-paths.ts'

test.each([
  ['Delete /notes/a.md.', 'Delete /notes/a.md.'],
  [
    'Write a new file /home/anna/projects/2030/hearth/documents/drafts/notes.md with 12 characters.',
    'Write a new file /home/anna/…/hearth/documents/drafts/notes.md with 12 characters.',
  ],
  [
    String.raw`Delete C:\Users\anna\Documents\projects\2030\hearth\drafts\notes.md.`,
    String.raw`Delete C:\Users\anna\…\2030\hearth\drafts\notes.md.`,
  ],
  [
    'Fetch the page https://very-long-name.of-a-site.example.org/one/two/three/four/five/page.html.',
    'Fetch the page https://very-long-name.of-a-site.example.org/…/three/four/five/page.html.',
  ],
  [`Delete /a/${'x'.repeat(80)}.md`, `Delete /a/…${'x'.repeat(38)}.md`],
  ['Answer and/or ask, 1/2/3 times', 'Answer and/or ask, 1/2/3 times'],
])('of “%s” the ends of what is long stay', (text, short) => {
  expect(shortPaths(text)).toBe(short)
})

test('no half of a character is left where a name was cut', () => {
  for (let length = 40; length < 60; length += 1)
    expect(shortPaths(`/a/b${'x'.repeat(length % 2)}${'😀'.repeat(length)}`).isWellFormed()).toBe(true)
})
