import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Markdown } from './markdown.tsx'

afterEach(cleanup)

function draw(
  text: string,
  streaming = false,
  onOpenLink: (url: string) => void = () => undefined,
): HTMLElement {
  return render(<Markdown text={text} streaming={streaming} onOpenLink={onOpenLink} />).container
}

describe('Markdown', () => {
  test('draws what models write', () => {
    const container = draw(
      '# One\n\nA *b* **c** ~~d~~ `e`\nnew line\n\n1. x\n2. y\n   - z\n\n- [x] done\n- [ ] open\n\n> quote\n\n---\n\n| a | b |\n|--:|---|\n| 1 | 2 |\n',
    )
    const count = (selector: string): number => container.querySelectorAll(selector).length
    expect(
      Object.fromEntries(
        ['h3', 'em', 'strong', 'del', 'code', 'br', 'ol', 'ul', 'li', 'blockquote', 'hr', 'th', 'td'].map(
          (name) => [name, count(name)],
        ),
      ),
    ).toEqual({
      h3: 1,
      em: 1,
      strong: 1,
      del: 1,
      code: 1,
      br: 1,
      ol: 1,
      ul: 2,
      li: 5,
      blockquote: 1,
      hr: 1,
      th: 2,
      td: 2,
    })
    expect(screen.getAllByRole('img').map((box) => box.getAttribute('aria-label'))).toEqual([
      'Done:',
      'To do:',
    ])
    expect(container.querySelector('th')?.dataset['align']).toBe('right')
  })

  test('opens links through its surroundings, and never goes anywhere', () => {
    const open = vi.fn<(url: string) => void>()
    draw('[x](https://example.org/a?b=1&amp;c=2) <mailto:a@example.org>', false, open)
    const went = screen.getAllByRole('link').map((link) => fireEvent.click(link))
    expect(went).toEqual([false, false])
    expect(
      fireEvent(
        screen.getAllByRole('link')[0]!,
        new MouseEvent('auxclick', { bubbles: true, cancelable: true }),
      ),
    ).toBe(false)
    expect(open.mock.calls).toEqual([['https://example.org/a?b=1&c=2'], ['mailto:a@example.org']])
  })

  test('shows an image as a link to it', () => {
    const open = vi.fn<(url: string) => void>()
    const container = draw(
      '![A chart](https://example.org/chart.png) ![](data:image/png;base64,AA==)',
      false,
      open,
    )
    expect(container.textContent).toBe('A chartexample.org/chart.png Imagenot shown')
    fireEvent.click(screen.getByRole('link'))
    expect(open.mock.calls).toEqual([['https://example.org/chart.png']])
  })

  test('decodes character references once, and not in code', () => {
    expect(draw('a &amp; b &lt;c&gt; &#x41; &mdash; &unknown; `&amp;`').textContent).toBe(
      'a & b <c> A — &unknown; &amp;',
    )
  })

  test('resolves references that are defined later', () => {
    draw('See [the docs][d].\n\nMore text.\n\n[d]: https://example.org/docs "Docs"\n')
    expect(screen.getByRole<HTMLAnchorElement>('link').href).toBe('https://example.org/docs')
  })

  test('shows notes where they were written', () => {
    const container = draw('Text[^1].\n\n[^1]: The note.\n')
    expect([...container.querySelectorAll('sup')].map((sup) => sup.textContent)).toEqual(['1', '1'])
    expect(container.textContent).toBe('Text1.1 The note.')
  })

  test('numbers a list that is cut into pieces on and on', () => {
    const items = Array.from({ length: 400 }, (_, index) => `${index + 3}. item number ${index}`)
    const starts = [...draw(items.join('\n')).querySelectorAll('ol')].map(
      (list) => [list.start, list.children.length] as const,
    )
    expect(starts.length).toBeGreaterThan(3)
    let next = 3
    for (const [start, length] of starts) {
      expect(start).toBe(next)
      next += length
    }
    expect(next).toBe(403)
  })

  test('shows the beginning of a giant table, and all of it when asked', () => {
    const rows = Array.from({ length: 2_000 }, (_, index) => `| ${index} | x |`).join('\n')
    const container = draw(`| a | b |\n|---|---|\n${rows}\n`)
    expect(container.querySelectorAll('tbody tr').length).toBe(288)
    fireEvent.click(screen.getByRole('button', { name: 'Show all 2,000 rows' }))
    expect(container.querySelectorAll('tbody tr').length).toBe(2_000)
    expect(screen.queryByRole('button')).toBeNull()
  })

  test('keeps all words of a paragraph, a table and code without end', () => {
    const words = Array.from({ length: 4_000 }, (_, index) => `word${index}.`).join(' ')
    expect(draw(words).textContent).toBe(words)
    cleanup()
    const rows = Array.from({ length: 60 }, (_, index) => `| ${index} | x |`).join('\n')
    expect(draw(`| a | b |\n|---|---|\n${rows}\n`).querySelectorAll('tbody tr').length).toBe(60)
    cleanup()
    const code = Array.from({ length: 900 }, (_, index) => `const a${index} = "${index}" /* x */\n`).join('')
    expect(draw(`\`\`\`ts\n${code}\`\`\`\n`).querySelector('pre')?.textContent).toBe(code)
  })
})

describe('while more may come', () => {
  test.each([
    ['**bold', 'strong', 'bold'],
    ['text *it', 'em', 'it'],
    ['`code', 'code', 'code'],
    ['~~gone', 'del', 'gone'],
    ['- **item', 'li strong', 'item'],
  ])('%s looks finished', (text, selector, content) => {
    expect(draw(text, true).querySelector(selector)?.textContent).toBe(content)
  })

  test.each([
    '[label](https://exam',
    'text [label](',
    'text\n``',
    'text\n\n#',
    'text\n-',
    'text\n--',
    'text\n\n```',
    '![alt](https://x',
  ])('%s shows no marks that mean nothing yet', (text) => {
    expect(draw(text, true).querySelector('.md')?.textContent).not.toMatch(/[[\]()`#!]|--|https/)
  })

  test('a table is one from its first line', () => {
    expect(draw('| a | b', true).querySelectorAll('th').length).toBe(2)
    cleanup()
    expect(draw('| a | b |\n|--', true).querySelectorAll('th').length).toBe(2)
  })

  test('code has no fence to be, and colours from its first line', () => {
    const container = draw('```ts\nconst a = 1\n``', true)
    expect(container.querySelector('pre')?.textContent).toBe('const a = 1\n')
    expect(container.querySelector('.tok-keyword')?.textContent).toBe('const')
  })

  test('what has ended is not drawn again', () => {
    const { container, rerender } = render(
      <Markdown text={'one\n\ntwo\n\nthr'} streaming onOpenLink={() => undefined} />,
    )
    const before = [...container.querySelectorAll('p')]
    rerender(<Markdown text={'one\n\ntwo\n\nthree\n\nfour'} streaming onOpenLink={() => undefined} />)
    rerender(<Markdown text={'one\n\ntwo\n\nthree\n\nfour'} streaming={false} onOpenLink={() => undefined} />)
    expect([...container.querySelectorAll('p')].slice(0, 3)).toEqual(before)
    expect(before.map((p) => p.isConnected)).toEqual([true, true, true])
  })
})

test('copies the code without its last newline', async () => {
  const write = vi.fn<(text: string) => Promise<void>>().mockResolvedValue()
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(write)
  draw('```js\na\n  b\n```\n')
  fireEvent.click(screen.getByRole('button', { name: 'Copy code' }))
  expect(await screen.findByRole('button', { name: 'Copied' })).toBeTruthy()
  expect(write.mock.calls).toEqual([['a\n  b']])
  vi.restoreAllMocks()
})
