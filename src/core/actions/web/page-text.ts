import { decodeEntities } from '../../../shared/entities.ts'

/**
 * The text of an HTML page for a model: no markup, no scripts. One pass over it from left to right, so that no page makes it
 * slow. What is hidden by styles cannot be told; whatever comes out is data that others wrote.
 */
export function pageText(html: string): { readonly title: string; readonly text: string } {
  const pieces: string[] = []
  let title = ''
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    pieces.push(decodeEntities(html.slice(at, open === -1 ? html.length : open)))
    if (open === -1) break
    if (html.startsWith('<!--', open)) {
      at = after(html, '-->', open + 4)
      continue
    }
    const tag = readTag(html, open)
    if (tag === null) {
      pieces.push('<')
      at = open + 1
      continue
    }
    at = tag.end
    if (!tag.closing && unread.has(tag.name)) {
      const end = findClosing(html, tag.name, at)
      if (tag.name === 'title' && title === '') title = tidy(decodeEntities(html.slice(at, end)))
      at = after(html, '>', end)
    } else if (tag.name === 'li' && !tag.closing) pieces.push('\n- ')
    else if (cells.has(tag.name)) pieces.push('\t')
    else if (!inline.has(tag.name)) pieces.push('\n')
  }
  return { title, text: tidyLines(pieces.join('')) }
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))
/** What holds no text to read. */
const unread = words('script style title noscript template svg textarea iframe object select')
const inline = words(
  'a abbr b bdi bdo button cite code data del dfn em font i img input ins kbd label mark meter output q rp rt ruby s samp small span strong sub sup time tt u var wbr',
)
const cells = words('td th')

interface Tag {
  readonly name: string
  readonly closing: boolean
  /** Behind its `>`. */
  readonly end: number
}

const tagStart = /<(\/?)([a-z][^\s/>]*)/iy

function readTag(html: string, open: number): Tag | null {
  if (html[open + 1] === '!' || html[open + 1] === '?')
    return { name: 'wbr', closing: true, end: after(html, '>', open) }
  tagStart.lastIndex = open
  const found = tagStart.exec(html)
  if (!found) return null
  let end = tagStart.lastIndex
  // A `>` in quotes belongs to a value.
  for (let quote = ''; end < html.length; end += 1) {
    const char = html[end] ?? ''
    if (quote === '' && char === '>') break
    if (quote === '' && (char === '"' || char === "'") && html[end - 1] === '=') quote = char
    else if (char === quote) quote = ''
  }
  return { name: (found[2] ?? '').toLowerCase(), closing: found[1] === '/', end: end + 1 }
}

/** Where the closing tag begins; the end of the page where there is none. */
function findClosing(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
  closing.lastIndex = from
  return closing.exec(html)?.index ?? html.length
}

function after(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from)
  return at === -1 ? html.length : at + mark.length
}

function tidy(line: string): string {
  return line.replaceAll(/\s+/g, ' ').trim()
}

/** No line is empty twice. */
function tidyLines(text: string): string {
  const lines = text.split('\n').map(tidy)
  return lines
    .filter((line, index) => line !== '' || (lines[index - 1] ?? '') !== '')
    .join('\n')
    .trim()
}
