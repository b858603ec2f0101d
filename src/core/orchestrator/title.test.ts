import { expect, test } from 'vitest'
import { cleanTitle } from './title.ts'

test.each([
  ['Sharpening a knife', 'Sharpening a knife'],
  ['"Sharpening a Knife."', 'Sharpening a Knife'],
  ['Title: **Knife care**\n\nLet me know if…', 'Knife care'],
  ['<think>The person asks\nabout knives.</think>\n\nKnives', 'Knives'],
  ['<think>cut off in the middle', null],
  ['«Messer schärfen»', 'Messer schärfen'],
  ['', null],
  ['\n \n', null],
  ['Sure! Here is a title for the conversation that you have just had with me today:', null],
])('of %j the title is %j', (said, title) => {
  expect(cleanTitle(said)).toBe(title)
})
