import { describe, expect, test } from 'vitest'
import { createHighlighter } from './highlight.ts'
import { findLanguage } from './languages.ts'
import { createChunkHighlighter } from './use-highlight.ts'

function colours(language: string, code: string): string[] {
  const highlighter = createHighlighter(findLanguage(language)!)
  let open = -1
  return code.split('\n').flatMap((line) => {
    const result = highlighter.line(line, open)
    open = result.open
    expect(result.tokens.map(({ text }) => text).join('')).toBe(line)
    return result.tokens.filter(({ kind }) => kind !== 'plain').map(({ kind, text }) => `${kind} ${text}`)
  })
}

describe('code is coloured', () => {
  test('TypeScript', () => {
    expect(colours('ts', "const a = `x\n${y}` // c\nfoo(1, 'b\\'c') /* d\ne */ return")).toEqual([
      'keyword const',
      'string `x',
      'string ${y}`',
      'comment // c',
      'function foo',
      'number 1',
      "string 'b\\'c'",
      'comment /* d',
      'comment e */',
      'keyword return',
    ])
  })
  test('Python', () => {
    expect(colours('python', '@a.b\ndef f():\n    """x\n    y""" # z')).toEqual([
      'function @a.b',
      'keyword def',
      'function f',
      'string """x',
      'string     y"""',
      'comment # z',
    ])
  })
  test('SQL, in any case', () => {
    expect(colours('SQL', "SELECT to_tsvector('it''s') -- x")).toEqual([
      'keyword SELECT',
      'function to_tsvector',
      "string 'it''s'",
      'comment -- x',
    ])
  })
  test('JSON, YAML, HTML, a shell and a difference', () => {
    expect(colours('json', '{"a": [1, "b", true]}')).toEqual([
      'function "a"',
      'number 1',
      'string "b"',
      'keyword true',
    ])
    expect(colours('yaml', 'a-b: "c" # d')).toEqual(['function a-b', 'string "c"', 'comment # d'])
    expect(colours('html', `<a href="x">it's</a>`)).toEqual([
      'keyword <a',
      'function href',
      'string "x"',
      'keyword >',
      'keyword </a',
      'keyword >',
    ])
    expect(colours('bash', 'echo "$A" $B#x # y')).toEqual([
      'keyword echo',
      'string "$A"',
      'number $B',
      'comment # y',
    ])
    expect(colours('diff', '+a\n-b\n c')).toEqual(['inserted +a', 'deleted -b'])
  })
})

test('every language has rules that can be read, and loses no character', () => {
  const names =
    'js py bash sql html css json yaml diff dockerfile cpp java go rust swift php ruby lua powershell haskell r makefile'.split(
      ' ',
    )
  const odd = `<a b='c' /* "d" // # $e \${f} @g \`h\` -- é 漢字 😀 \\" 1.5e3 ''' """`
  for (const name of names) expect(colours(name, `${odd}\n${odd}`)).toBeInstanceOf(Array)
  expect(findLanguage('brainfuck')).toBeNull()
})

test('a chunk is coloured the same whether it comes first or last', () => {
  const chunks = ['/* a\n', 'b\n', 'c */ const\n', 'let x\n']
  const forward = createChunkHighlighter('ts')
  const backward = createChunkHighlighter('ts')
  const inOrder = chunks.map((_, index) => forward.read(chunks, index))
  const reversed = chunks.map((_, index) => backward.read(chunks, chunks.length - 1 - index)).toReversed()
  expect(inOrder).toEqual(reversed)
  expect(inOrder[1]).toEqual([[{ kind: 'comment', text: 'b\n' }]])
})
