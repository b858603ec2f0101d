/**
 * What the beginning of one line says about blocks of Markdown. Only what decides where a block begins or ends is
 * known here; what is inside one is the lexer's business.
 */

export interface Fence {
  readonly mark: '`' | '~'
  readonly length: number
  /** Spaces before it: as many leave each line of the code. */
  readonly indent: number
  /** What follows the marks: the language, and whatever else stands there. */
  readonly info: string
}

export interface Marker {
  /** `-`, `*`, `+`, `.` or `)`: another one begins another list. */
  readonly kind: string
  readonly indent: number
  /** Where the text of the item begins: lines indented as far belong to it. */
  readonly content: number
  readonly number: number | null
  readonly empty: boolean
}

export function isBlank(line: string): boolean {
  return !/\S/.test(line)
}

/** Spaces at the beginning; a tab goes to the next multiple of four. */
export function indentOf(line: string): number {
  let width = 0
  for (const character of line) {
    if (character === ' ') width += 1
    else if (character === '\t') width += 4 - (width % 4)
    else break
  }
  return width
}

/** So much of a line says what it is (UTF-16 units): a longer one is judged by this head alone. */
export const lineHead = 1_000

/** The opening of a fenced block. A line that is longer than its head is none: what a fence says is a word or two. */
export function fenceOf(line: string): Fence | null {
  if (line.length >= lineHead) return null
  const match = /^( {0,3})(`{3,}|~{3,})(.*)$/.exec(line)
  if (!match) return null
  const [, indent = '', marks = '', info = ''] = match
  const mark = marks.startsWith('`') ? '`' : '~'
  // Three backticks around a word in a sentence are no fence.
  if (mark === '`' && info.includes('`')) return null
  return { mark, length: marks.length, indent: indent.length, info: info.trim() }
}

export function closesFence(line: string, fence: Fence): boolean {
  const marks = line.trim()
  return marks.length >= fence.length && indentOf(line) <= 3 && marks === fence.mark.repeat(marks.length)
}

export function markerOf(line: string): Marker | null {
  const match = /^(\s*)(?:([-*+])|(\d{1,9})([.)]))(?:([ \t]+)(\S)?|$)/.exec(line)
  if (!match || isRule(line)) return null
  const [, , bullet, number, delimiter, gap = '', first] = match
  const indent = indentOf(line)
  const width = bullet ? 1 : (number ?? '').length + 1
  const space = first === undefined || gap.length > 4 ? 1 : gap.length
  return {
    kind: bullet ?? delimiter ?? '',
    indent,
    content: indent + width + space,
    number: number === undefined ? null : Number(number),
    empty: first === undefined,
  }
}

/** A list may follow a paragraph without a blank line only when it begins with a bullet or 1, and is not empty. */
export function listInterrupts(line: string): boolean {
  const marker = markerOf(line)
  return marker !== null && marker.indent <= 3 && !marker.empty && (marker.number ?? 1) === 1
}

export function isRule(line: string): boolean {
  return /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/.test(line)
}

export function isHeading(line: string): boolean {
  return /^ {0,3}#{1,6}(?:[ \t]|$)/.test(line)
}

export function isQuote(line: string): boolean {
  return /^ {0,3}>/.test(line)
}

export function isFootnote(line: string): boolean {
  return /^ {0,3}\[\^[^\]\s]{1,99}\]:/.test(line)
}

/** The line beneath the head of a table, for a head with as many cells. */
export function isTableDelimiter(line: string, head: string): boolean {
  if (!/^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/.test(line)) return false
  return line.includes('|') && cellCount(line) === cellCount(head)
}

function cellCount(line: string): number {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return inner.split(/(?<!\\)\|/).length
}

export interface Definition {
  readonly label: string
  readonly href: string
  readonly title: string
}

/** `[label]: address "title"`, on one line. */
export function definitionOf(line: string): Definition | null {
  const match =
    /^ {0,3}\[((?:[^\]\\^]|\\.)(?:[^\]\\]|\\.){0,998})\]:[ \t]*(?:<([^<>]*)>|([^\s<]\S*))(?:[ \t]+(?:"([^"]*)"|'([^']*)'|\(([^()]*)\)))?[ \t]*$/.exec(
      line,
    )
  if (!match) return null
  const [, label = '', angled, plain, double, single, round] = match
  return { label: normalLabel(label), href: angled ?? plain ?? '', title: double ?? single ?? round ?? '' }
}

/** As the lexer looks labels up: case and runs of space do not matter. By way of upper case, so that ẞ meets SS. */
function normalLabel(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase().toLowerCase()
}
