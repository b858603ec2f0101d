import { expect, test } from 'vitest'
import { markdownTokens, shapes } from '../../../bench/support/markdown-tokens.ts'
import { createSplitter, partSize, type MarkdownDocument } from './split.ts'

function split(text: string): MarkdownDocument {
  return createSplitter().read(text, true)
}

function kinds(text: string): string[] {
  return split(text).parts.flatMap(({ blocks }) =>
    blocks.map(({ kind, text: source }) => `${kind} ${source.trim()}`),
  )
}

test('cuts where a block ends', () => {
  expect(
    kinds(
      '# a\ntext\nmore\n\n- x\n\n- y\n  z\n\nend\n> q\n> r\n\n```js\na\n\nb\n```\nafter\n| h | i |\n|---|---|\n| 1 | 2 |\n\n***\n',
    ),
  ).toEqual([
    'text # a',
    'text text\nmore',
    'list - x\n\n- y\n  z',
    'text end',
    'quote > q\n> r',
    'code ```js\na\n\nb\n```',
    'text after',
    'table | h | i |\n|---|---|\n| 1 | 2 |',
    'text ***',
  ])
})

test('knows what does not end a block', () => {
  expect(kinds('text\n2. no list\nTitle\n---\n')).toHaveLength(1)
  expect(kinds('````md\n```js\n```\n````\n')).toHaveLength(1)
  expect(kinds('- a\n\n  ```\n- no item\n  ```\n\n  b\n')).toHaveLength(1)
  expect(kinds('    code\n\n    more\n')).toHaveLength(1)
})

test.each(shapes)('a growing text is cut as a whole one is: %s', (shape) => {
  const tokens = markdownTokens(6_000, { seed: 11, shape })
  const splitter = createSplitter()
  let text = ''
  for (const [index, token] of tokens.entries()) {
    text += token
    if (index % 7 === 0) splitter.read(text, false)
  }
  expect(splitter.read(text, true)).toEqual(split(text))
})

test.each(shapes)('nothing is lost or doubled: %s', (shape) => {
  const text = markdownTokens(8_000, { seed: 5, shape }).join('')
  const blocks = split(text).parts.flatMap((part) => part.blocks)
  expect(
    blocks
      .map((block) => block.text)
      .join('')
      .replaceAll(/\n+/g, '\n'),
  ).toBe(text.replaceAll(/\n+/g, '\n'))
})

test('what has ended stays the same object while the text grows', () => {
  const tokens = markdownTokens(9_000, { seed: 2 })
  const splitter = createSplitter()
  const early = splitter.read(tokens.slice(0, 6_000).join(''), false)
  const late = splitter.read(tokens.join(''), false)
  const finished = early.parts.slice(0, -1)
  expect(finished.length).toBeGreaterThan(1)
  expect(finished.every((part, index) => part === late.parts[index])).toBe(true)
})

test('a part is a few thousand characters, but for code and tables', () => {
  for (const shape of ['mixed', 'list', 'paragraph'] as const) {
    const sizes = split(markdownTokens(20_000, { shape }).join('')).parts.map(({ blocks }) =>
      blocks.reduce((sum, block) => sum + block.text.length, 0),
    )
    expect(Math.max(...sizes)).toBeLessThan(partSize * 2)
  }
})

test('another text is read from its beginning', () => {
  const splitter = createSplitter()
  splitter.read('one\n\ntwo', false)
  expect(splitter.read('on\n\nthree', true)).toEqual(split('on\n\nthree'))
})

test('a paragraph is never cut inside a character or a passage', () => {
  const emoji = '😀'.repeat(6_000)
  const pieces = split(emoji).parts.flatMap((part) => part.blocks.map((block) => block.text))
  expect(pieces.length).toBeGreaterThan(1)
  expect(pieces.every((piece) => piece.isWellFormed())).toBe(true)
  const bold = `${'word. '.repeat(490)}**${'bold. '.repeat(200)}end** ${'more. '.repeat(900)}`
  const cut = split(bold).parts.flatMap((part) => part.blocks.map((block) => block.text))
  expect(cut.every((piece) => (piece.match(/\*\*/g)?.length ?? 0) % 2 === 0)).toBe(true)
})

test('lines may end as on Windows', () => {
  expect(split('a\r\n\r\n```js\r\nx\r\n```\r\nb').parts[0]?.blocks.map(({ kind }) => kind)).toEqual([
    'text',
    'code',
    'text',
  ])
})

test('a line that begins like a fence and is longer than any is text, and hides nothing after it', () => {
  const line = `\`\`\`${'x '.repeat(600)}\`\`\``
  const { parts } = createSplitter().read(`${line}\n\nThis must be seen.`, true)
  const blocks = parts.flatMap((part) => part.blocks)
  expect(blocks.map(({ kind }) => kind)).not.toContain('code')
  expect(blocks.map(({ text }) => text).join('')).toContain('This must be seen.')
})
