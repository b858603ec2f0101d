import { act, cleanup, render } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { Markdown } from '../markdown.tsx'
import { createSplitter } from '../split.ts'

// happy-dom knows elements of MathML by name only: they have no style. And it does not look at the kind of a page.
beforeAll(() => {
  Object.defineProperty(Element.prototype, 'style', { configurable: true, value: {} })
  Object.defineProperty(document, 'compatMode', { configurable: true, value: 'CSS1Compat' })
})
afterAll(() => {
  Reflect.deleteProperty(Element.prototype, 'style')
  Reflect.deleteProperty(document, 'compatMode')
})
afterEach(cleanup)

async function draw(text: string, streaming = false): Promise<HTMLElement> {
  const { container } = render(<Markdown text={text} streaming={streaming} onOpenLink={() => undefined} />)
  await whatDraws()
  return container
}

/** It is loaded when the first formula is met. */
async function whatDraws(): Promise<void> {
  await act(async () => void (await import('./drawn-formula.tsx')))
}

async function formulas(text: string): Promise<string[]> {
  return formulasIn(await draw(text))
}

function formulasIn(container: HTMLElement): string[] {
  return [...container.querySelectorAll('math')].map(
    (math) => `${math.getAttribute('display') === 'block' ? 'block ' : ''}${math.textContent}`,
  )
}

test('draws formulas however they are marked, in sentences, lists, tables and on lines of their own', async () => {
  expect(
    await formulas(
      'Let $x^2$ and \\(a_1\\) be.\n\n$$\nE = mc^2\n$$\n\n\\[ \\alpha + \\beta \\]\nwhere $n$ is 3.\n\n- one: $$y$$\n- two:\n  \\[\n  z = 1\n  \\]\n\n| a | b |\n|---|---|\n| $p$ | $42$ |\n',
    ),
  ).toEqual(['x2', 'a1', 'block E=mc2', 'block α+β', 'n', 'block y', 'block z=1', 'p', '42'])
})

test.each([
  'It costs $5 and that $10, together US$15.',
  'Between $5 and 10$ a month, or $20-$30.',
  'Put $HOME/bin before $PATH, or "${A}${B}".',
  'As \\[note\\] says, and \\$x\\$.',
  'Only `$x$` in code.',
])('leaves alone what is no formula: %s', async (text) => {
  const container = await draw(text)
  expect(formulasIn(container)).toEqual([])
  expect(container.textContent).toBe(text.replaceAll(/[`\\]/g, ''))
})

test('stars and underscores in a formula are no emphasis, and those around it are', async () => {
  const container = await draw('**At $x^*$ and** $y_*$ *it $a_1 * b_1$ holds*.')
  expect(container.querySelector('strong')?.textContent).toBe('At x∗ and')
  expect(container.querySelector('em')?.textContent).toBe('it a1∗b1 holds')
})

test('what models write in TeX becomes MathML', async () => {
  const container = await draw(
    [
      '$$\\frac{1}{n!}$$',
      '$$\\sum_{i=1}^{n} i$$',
      '$$\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}$$',
      '$$f(x) = \\begin{cases} 1 & \\text{if } x > 0 \\\\ 0 & \\text{else} \\end{cases}$$',
      '$$a &= b \\\\ &= -c$$',
      "$$\\mathbb{R}^n, \\sqrt[3]{x}, f''(x)$$",
      '$$\\left( \\frac{a}{b} \\right]$$',
    ].join('\n\n'),
  )
  const of = (selector: string) => [...container.querySelectorAll(selector)].map((one) => one.textContent)
  expect(of('math')).toHaveLength(7)
  expect(of('mfrac')).toEqual(['1n!', 'ab'])
  expect(of('munderover')).toEqual(['∑i=1n'])
  expect(of('mtable').map((table) => table.replaceAll('\u00A0', ' '))).toEqual([
    'abcd',
    '1if x>00else',
    'a=b=−c',
  ])
  expect(of('mroot')).toEqual(['x3'])
  expect(of('mo[stretchy="true"]')).toEqual(expect.arrayContaining(['(', ']']))
  expect(container.textContent).toContain('ℝ')
})

test.each([
  '$\\unheardof{x}$',
  '$$\\frac{1}{$$',
  '\\[ \\begin{tikz} x \\end{tikz} \\]',
  `$$${'{'.repeat(7_000)}$$`,
  '$$\\def\\a{\\a\\a}\\a$$',
  '$\\href{javascript:alert(1)}{x_1}$',
  '$\\includegraphics{https://example.com/a_1.png}$',
  '$\\class{rail}{x_1}$',
  '$\\ref{x_1}$',
  '$\\mathbf _$',
  '$$\\mathord \\boldsymbol x$$',
])('what is not known, or more than a formula, is shown as it was written: %.40s', async (text) => {
  const container = await draw(text)
  expect(container.querySelector('math')).toBeNull()
  expect(container.textContent).toBe(text)
})

test('a formula that is never closed swallows nothing', async () => {
  const container = await draw('$$\na = b\n\nThis is **seen**.')
  expect(container.querySelector('strong')?.textContent).toBe('seen')
  expect(container.textContent).toContain('a = b')
})

test('a growing text with formulas is cut as a whole one is, and drawn at every length', async () => {
  await whatDraws()
  const text =
    'So:\n$$\n\\begin{aligned}\na &= b \\\\\n+ c &= d\n\\end{aligned}\n$$\nand $x_1$.\n\n\\[ y \\].\n\n- $z$\n'
  const splitter = createSplitter()
  const { rerender } = render(<Markdown text="" streaming onOpenLink={() => undefined} />)
  for (let length = 1; length <= text.length; length += 1) {
    splitter.read(text.slice(0, length), false)
    rerender(<Markdown text={text.slice(0, length)} streaming onOpenLink={() => undefined} />)
  }
  expect(splitter.read(text, true)).toEqual(createSplitter().read(text, true))
  expect(await formulas(text)).toEqual(['block a=b+c=d', 'x1', 'block y.', 'z'])
})
