import { expect, test } from 'vitest'
import { changedLines } from './changed-lines.ts'

test.each([
  ['a new file', null, 'a\nb\n', ['+ a', '+ b']],
  [
    'a line in the middle',
    '1\n2\n3\n4\n5\n6\n',
    '1\n2\n3\nx\n5\n6\n',
    ['  2', '  3', '- 4', '+ x', '  5', '  6'],
  ],
  ['a line that goes', 'a\nb\n', 'a\n', ['  a', '- b']],
  ['a line that is doubled', 'a\na\n', 'a\na\na\n', ['  a', '  a', '+ a']],
  ['nothing', 'a\n', 'a\n', ['  a']],
  ['everything', 'a', '', ['- a']],
])('%s', (_, before, after, lines) => {
  expect(changedLines(before, after)).toEqual(lines)
})
