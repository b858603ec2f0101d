import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { Markdown } from '../markdown.tsx'
import { createSplitter } from '../split.ts'

afterEach(cleanup)

function draw(text: string, streaming = false): HTMLElement {
  return render(<Markdown text={text} streaming={streaming} onOpenLink={() => undefined} />).container
}

function formulas(text: string): string[] {
  return [...draw(text).querySelectorAll('math')].map(
    (math) => `${math.getAttribute('display') === 'block' ? 'block ' : ''}${math.textContent}`,
  )
}

test('draws formulas however they are marked, in sentences, lists, tables and on lines of their own', () => {
  expect(
    formulas(
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
])('leaves alone what is no formula: %s', (text) => {
  expect(formulas(text)).toEqual([])
  expect(draw(text).textContent).toBe(text.replaceAll(/[`\\]/g, ''))
})

test('stars and underscores in a formula are no emphasis, and those around it are', () => {
  const container = draw('**At $x^*$ and** $y_*$ *it $a_1 * b_1$ holds*.')
  expect(container.querySelector('strong')?.textContent).toBe('At x∗ and')
  expect(container.querySelector('em')?.textContent).toBe('it a1∗b1 holds')
})

function drawn(tex: string): string {
  return (
    draw(`$$${tex}$$`)
      .querySelector('math')
      ?.innerHTML.replaceAll(/ xmlns="[^"]*"/g, '') ?? ''
  )
}

test('what models write in TeX becomes MathML', () => {
  expect(drawn('\\frac{1}{n!}')).toBe(
    '<mfrac><mn>1</mn><mrow><mi>n</mi><mo lspace="0" rspace="0">!</mo></mrow></mfrac>',
  )
  expect(drawn('\\sum_{i=1}^{n} i')).toMatch(/^<mrow><munderover><mo[^>]*>∑<\/mo>.*<mi>i<\/mi><\/mrow>$/)
  expect(drawn('\\int_0^1 x\\,dx')).toMatch(
    /^<mrow><msubsup><mo[^>]*>∫<\/mo><mn>0<\/mn><mn>1<\/mn><\/msubsup>/,
  )
  expect(drawn('\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}')).toMatch(
    /<mo[^>]*>\(<\/mo><mtable>(<mtr>(<mtd[^>]*><mi>.<\/mi><\/mtd>){2}<\/mtr>){2}<\/mtable><mo[^>]*>\)<\/mo>/,
  )
  expect(drawn('f(x) = \\begin{cases} 1 & \\text{if } x > 0 \\\\ 0 & \\text{else} \\end{cases}')).toContain(
    '<mtext>if&nbsp;</mtext>',
  )
  expect(drawn('a &= b \\\\ &= -c')).toMatch(/class="md-right".*class="md-left".*<mo form="prefix">−<\/mo>/)
  expect(drawn('\\mathbb{R}^n, \\mathrm{Var}(X), \\mathbf{v}')).toMatch(/ℝ.*mathvariant="normal">Var<.*𝐯/u)
  expect(drawn("f''(x) \\ne \\sqrt[3]{x}, x^12")).toMatch(
    /<msup><mi>f<\/mi><mo>′′<\/mo><\/msup>.*≠.*<mroot><mi>x<\/mi><mn>3<\/mn><\/mroot>.*<msup><mi>x<\/mi><mn>1<\/mn><\/msup><mn>2<\/mn>/,
  )
  expect(drawn('\\left( \\frac{a}{b} \\right]')).toMatch(/<mo [^>]*stretchy="true"[^>]*>\(.*\]<\/mo>/)
})

test.each([
  '$\\unheardof{x}$',
  '$$\\frac{1}{$$',
  '\\[ \\begin{tikz} x \\end{tikz} \\]',
  `$$${'{'.repeat(100)}x${'}'.repeat(100)}$$`,
  `$$${'{'.repeat(9_000)}$$`,
])('what is not known is shown as it was written: %.40s', (text) => {
  const container = draw(text)
  expect(container.querySelector('math')).toBeNull()
  expect(container.textContent).toBe(text)
})

test('a formula that is never closed swallows nothing', () => {
  const container = draw('$$\na = b\n\nThis is **seen**.')
  expect(container.querySelector('strong')?.textContent).toBe('seen')
  expect(container.textContent).toContain('a = b')
})

test('a growing text with formulas is cut as a whole one is, and drawn at every length', () => {
  const text =
    'So:\n$$\n\\begin{aligned}\na &= b \\\\\n+ c &= d\n\\end{aligned}\n$$\nand $x_1$.\n\n\\[ y \\].\n\n- $z$\n'
  const splitter = createSplitter()
  const { rerender } = render(<Markdown text="" streaming onOpenLink={() => undefined} />)
  for (let length = 1; length <= text.length; length += 1) {
    splitter.read(text.slice(0, length), false)
    rerender(<Markdown text={text.slice(0, length)} streaming onOpenLink={() => undefined} />)
  }
  expect(splitter.read(text, true)).toEqual(createSplitter().read(text, true))
  expect(formulas(text)).toEqual(['block a=b+c=d', 'x1', 'block y.', 'z'])
})
