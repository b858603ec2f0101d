import type { SnippetPart } from '../../../shared/search.ts'
import { isUnspaced } from './words.ts'

/** Characters of a snippet, and how many of them may come before its first hit. */
const longest = 220
const before = 60
const word = /[\p{L}\p{M}\p{N}]+/gu

/** Whether a word as it stands in a text is one of those looked for. */
export type IsHit = (written: string) => boolean

interface Span {
  readonly from: number
  readonly to: number
}

/**
 * The piece of a text in which most of what was looked for stands, in parts of which the hits are marked. White space is
 * drawn together; the text is never taken for anything but text.
 */
export function snippetOf(text: string, isHit: IsHit): SnippetPart[] {
  const hits = spansOf(text, isHit)
  const from = startOf(text, hits)
  const to = Math.min(text.length, from + longest)
  const parts: SnippetPart[] = []
  const add = (start: number, end: number, hit: boolean): void => {
    const piece = text.slice(start, end).toWellFormed().replaceAll(/\s+/g, ' ')
    if (piece !== '') parts.push({ text: piece, hit })
  }
  if (from > 0) parts.push({ text: '…', hit: false })
  let at = from
  for (const hit of hits) {
    if (hit.from < at || hit.to > to) continue
    add(at, hit.from, false)
    add(hit.from, hit.to, true)
    at = hit.to
  }
  add(at, to, false)
  if (to < text.length) parts.push({ text: '…', hit: false })
  return joined(parts)
}

function spansOf(text: string, isHit: IsHit): Span[] {
  const spans: Span[] = []
  for (const { 0: found, index } of text.matchAll(word)) {
    if (isHit(found)) {
      spans.push({ from: index, to: index + found.length })
      continue
    }
    // Of a script without spaces a part of it may be what is looked for.
    if (!isUnspaced(found)) continue
    const characters = Array.from(found)
    let at = index
    for (const [position, character] of characters.entries()) {
      const next = characters[position + 1]
      if (next !== undefined && isHit(character + next))
        spans.push({ from: at, to: at + character.length + next.length })
      at += character.length
    }
  }
  return merged(spans)
}

function merged(spans: readonly Span[]): Span[] {
  const all: Span[] = []
  for (const span of spans) {
    const last = all.at(-1)
    if (last && span.from < last.to) all[all.length - 1] = { from: last.from, to: Math.max(last.to, span.to) }
    else all.push(span)
  }
  return all
}

/** Where the window with the most hits begins; at the start of a word. */
function startOf(text: string, hits: readonly Span[]): number {
  if (text.length <= longest) return 0
  let best = 0
  let most = 0
  let end = 0
  for (const [index, { from }] of hits.entries()) {
    while (end < hits.length && (hits[end]?.to ?? 0) <= from + longest - before) end += 1
    if (end - index > most) {
      most = end - index
      best = from
    }
  }
  const start = Math.max(0, Math.min(best - before, text.length - longest))
  if (start === 0) return 0
  const space = text.slice(start, best).search(/\s/)
  return space === -1 ? start : start + space + 1
}

/** Neighbours of one kind are one part. */
function joined(parts: readonly SnippetPart[]): SnippetPart[] {
  const all: SnippetPart[] = []
  for (const part of parts) {
    const last = all.at(-1)
    if (last && last.hit === part.hit) all[all.length - 1] = { text: last.text + part.text, hit: part.hit }
    else all.push(part)
  }
  return all
}
