import type { OpenBlock, Step } from './block.ts'
import { closesMath, mathLineOf } from './math/find-math.ts'
import {
  closesFence,
  fenceOf,
  indentOf,
  isBlank,
  isFootnote,
  isHeading,
  isQuote,
  isRule,
  isTableDelimiter,
  listInterrupts,
  markerOf,
} from './line.ts'

/** A list or a quote longer than this (in UTF-16 units) is cut at its next item or blank line. */
const longBlock = 2_000

/**
 * What one more line does to the open block: it stays open, or ends before or after the line. Decided by the line's
 * beginning alone, never by what comes after it, so that a growing text is cut as a whole one is.
 */
export function step(open: OpenBlock | null, line: string, at: number, end: number): Step {
  if (!open) return isBlank(line) ? stay(null) : begin(line, at, end)
  return continuations[open.kind](open, line, at, end)
}

type Continuation = (open: OpenBlock, line: string, at: number, end: number) => Step

const continuations: Readonly<Record<OpenBlock['kind'], Continuation>> = {
  code: (open, line, _, end) =>
    open.fence && closesFence(line, open.fence) ? { closed: [{ block: open, end }], open: null } : stay(open),
  table: (open, line, at, end) =>
    isBlank(line) || interrupts(line) ? close(open, line, at, end) : stay(open),
  indented: (open, line, at, end) =>
    isBlank(line) || indentOf(line) >= 4 ? stay(open) : close(open, line, at, end),
  text: continueText,
  list: continueList,
  quote: continueQuote,
  note: continueNote,
  math: continueMath,
}

function stay(open: OpenBlock | null): Step {
  return { closed: [], open }
}

/** Ends a block before a line, which begins the next one. */
function close(open: OpenBlock, line: string, at: number, end: number): Step {
  const next = isBlank(line) ? stay(null) : begin(line, at, end)
  return { closed: [{ block: open, end: at }, ...next.closed], open: next.open }
}

function begin(line: string, at: number, end: number): Step {
  const plain = openBlock('text', line, at)
  if (isHeading(line) || isRule(line)) return { closed: [{ block: plain, end }], open: null }
  const fence = fenceOf(line)
  if (fence) return stay({ ...plain, kind: 'code', fence })
  const math = mathLineOf(line)
  if (math?.isWhole) return { closed: [{ block: { ...plain, kind: 'math' }, end }], open: null }
  if (math) return stay({ ...plain, kind: 'math', mathEnd: math.end })
  const marker = markerOf(line)
  if (marker && marker.indent <= 3) {
    return stay({ ...plain, kind: 'list', marker, content: marker.content, items: 1 })
  }
  if (isQuote(line)) return stay({ ...plain, kind: 'quote' })
  if (indentOf(line) >= 4) return stay({ ...plain, kind: 'indented' })
  if (isFootnote(line)) return stay({ ...plain, kind: 'note' })
  return stay(plain)
}

function openBlock(kind: OpenBlock['kind'], line: string, at: number): OpenBlock {
  const empty = {
    joined: false,
    first: null,
    afterBlank: false,
    fence: null,
    mathEnd: null,
    marker: null,
    content: 0,
    items: 0,
  }
  return { ...empty, kind, start: at, line, lineStart: at }
}

function interrupts(line: string): boolean {
  return (
    isHeading(line) ||
    isQuote(line) ||
    fenceOf(line) !== null ||
    mathLineOf(line) !== null ||
    listInterrupts(line)
  )
}

function continueText(open: OpenBlock, line: string, at: number, end: number): Step {
  if (isBlank(line) || interrupts(line)) return close(open, line, at, end)
  if (isTableDelimiter(line, open.line)) {
    const table: OpenBlock = { ...openBlock('table', open.line, open.lineStart), joined: false }
    if (open.lineStart <= open.start) return stay({ ...table, joined: open.joined })
    return { closed: [{ block: open, end: open.lineStart }], open: table }
  }
  return stay({ ...open, line, lineStart: at })
}

/** A blank line ends it as well: it was no formula, or will never be one. */
function continueMath(open: OpenBlock, line: string, at: number, end: number): Step {
  if (isBlank(line)) return close(open, line, at, end)
  if (open.mathEnd !== null && closesMath(line, open.mathEnd))
    return { closed: [{ block: open, end }], open: null }
  return stay(open)
}

function continueNote(open: OpenBlock, line: string, at: number, end: number): Step {
  if (isBlank(line)) return stay({ ...open, afterBlank: true })
  if (indentOf(line) >= 2) return stay(open)
  return open.afterBlank || interrupts(line) || isFootnote(line) ? close(open, line, at, end) : stay(open)
}

function continueQuote(open: OpenBlock, line: string, at: number, end: number): Step {
  if (isBlank(line) || (!isQuote(line) && interrupts(line))) return close(open, line, at, end)
  if (at - open.start > longBlock && /^ {0,3}>\s*$/.test(line)) {
    return { closed: [{ block: open, end: at }], open: { ...openBlock('quote', line, at), joined: true } }
  }
  return stay(open)
}

function continueList(open: OpenBlock, line: string, at: number, end: number): Step {
  if (isBlank(line)) return stay({ ...open, afterBlank: true })
  const inside = indentOf(line) >= open.content
  const marker = inside ? null : markerOf(line)
  if (!marker || marker.indent > 3) {
    // A line at the margin after a blank one is a new beginning; without one it goes on with the item's paragraph.
    if (!inside && (open.afterBlank || isRule(line) || interrupts(line))) return close(open, line, at, end)
    return stay({ ...open, afterBlank: false })
  }
  if (marker.kind !== open.marker?.kind) return close(open, line, at, end)
  const items = open.items + 1
  if (at - open.start <= longBlock)
    return stay({ ...open, content: marker.content, items, afterBlank: false })
  const first = open.marker.number === null ? null : (open.first ?? open.marker.number) + open.items
  const rest = { ...openBlock('list', line, at), marker, content: marker.content, items: 1 }
  return { closed: [{ block: open, end: at }], open: { ...rest, joined: true, first } }
}
