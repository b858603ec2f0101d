import { expect, test } from 'vitest'
import { pageText } from './page-text.ts'

test('blocks become lines, lists and cells are told apart, what is not read is left out', () => {
  const html = `<!doctype html><html><head><meta charset=utf-8><title> A &lt;title&gt; </title><style>p{}</style></head>
    <body><!-- <p>hidden</p> --><h1>Head</h1><p>One <b>bold</b>
    word<br>next</p><ul><li>first<li>second</ul><table><tr><td>a<td>b</table>
    <script>if (a < b) document.write("</p>")</script><noscript>none</noscript><a title="a > b" href=x>link</a>.</body>`
  expect(pageText(html)).toEqual({
    title: 'A <title>',
    text: 'Head\n\nOne bold\nword\nnext\n\n- first\n- second\n\na b\n\nlink.',
  })
})

test.each([
  ['a smaller sign', 'a < b and c <3', 'a < b and c <3'],
  ['entities of all kinds', '&#65;&#x42;&eacute;&nosuch;&#0;&#xD800;&amp;lt;', 'ABé&nosuch;\uFFFD\uFFFD&lt;'],
  ['an open comment', 'a<!-- b', 'a'],
  ['an open script', 'a<script>b</scr', 'a'],
  ['an open tag', 'a<p title="b', 'a'],
  ['nothing', '', ''],
])('%s', (_, html, text) => expect(pageText(html).text).toBe(text))

test.each(['<', '<a "', '<!--', '<script>', '</', '&#', '<p a="', '<title>', '<a\n', '\n \t'])(
  'a page of nothing but %j is read in one pass',
  (piece) => {
    // Read again and again from each place on, this would take hours.
    expect(pageText(piece.repeat(500_000)).text.length).toBeLessThan(3_000_000)
  },
)
