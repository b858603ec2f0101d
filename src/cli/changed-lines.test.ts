import { expect, test } from 'vitest'
import { changedLines } from './changed-lines.ts'

test.each([
  ['a new file', null, 'a\nb\n', ['+ a', '+ b']],
  ['a line in the middle', '1\n2\n3\n4\n', '1\nx\n3\n4\n', ['  1', '- 2', '+ x', '  3', '  4']],
  ['a line that goes', 'a\nb\n', 'a\n', ['  a', '- b']],
  ['a line that is doubled', 'a\na\n', 'a\na\na\n', ['  a', '  a', '+ a']],
  ['nothing', 'a\n', 'a\n', ['… 1 line stays']],
  ['everything', 'a', '', ['- a']],
])('shows %s', (_, before, after, lines) => {
  expect(changedLines(before, after)).toEqual(lines)
})

test('a change at each end of a long file shows both, and little of what stays between them', () => {
  const file = Array.from({ length: 1_000 }, (_, index) => `line ${index}`)
  const changed = file.with(0, 'first').with(999, 'last')
  expect(changedLines(file.join('\n'), changed.join('\n'))).toEqual([
    '- line 0',
    '+ first',
    '  line 1',
    '  line 2',
    '  line 3',
    '… 992 lines stay',
    '  line 996',
    '  line 997',
    '  line 998',
    '- line 999',
    '+ last',
  ])
})
