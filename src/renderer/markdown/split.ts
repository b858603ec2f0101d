import type { Block, ClosedBlock, OpenBlock } from './block.ts'
import { cutParagraph, longParagraph } from './cut-paragraph.ts'
import { definitionOf, lineHead } from './line.ts'
import { step } from './step.ts'

/**
 * Cuts Markdown into blocks while it grows. Each character is looked at once, whatever the length of the text: what
 * has ended is kept, and only the open block at the end is made anew. Consecutive blocks are gathered into parts of a
 * few thousand characters, the rows of a long answer.
 */

export interface Part {
  readonly start: number
  readonly blocks: readonly Block[]
}

/** Where reference links lead, by label. */
export type Definitions = Readonly<Record<string, { readonly href: string; readonly title: string }>>

export interface MarkdownDocument {
  readonly parts: readonly Part[]
  readonly definitions: Definitions
}

export interface Splitter {
  /** The document of a text, cheaply when it begins with the text read last. `complete`: nothing more will come. */
  read(text: string, complete: boolean): MarkdownDocument
}

/** UTF-16 units after which a part is full. */
export const partSize = 6_000
const definitionLimit = 1_000

export function createSplitter(): Splitter {
  let seen = ''
  let position = 0
  let classified = false
  let open: OpenBlock | null = null
  let parts: Part[] = []
  let gathered: Block[] = []
  let definitions: Definitions = {}
  let definitionCount = 0
  let last: { readonly complete: boolean; readonly document: MarkdownDocument } | null = null

  function reset(): void {
    position = 0
    classified = false
    open = null
    parts = []
    gathered = []
    definitions = {}
    definitionCount = 0
  }

  function keep(text: string, { block, end }: ClosedBlock): void {
    gathered.push(closedBlock(text, block, end))
    const [first] = gathered
    if (first && end - first.start >= partSize) {
      parts = [...parts, { start: first.start, blocks: gathered }]
      gathered = []
    }
  }

  function takeLine(text: string, end: number): void {
    const line = lineAt(text, position, end)
    const result = step(open, line, position, end)
    for (const closed of result.closed) keep(text, closed)
    if (result.open?.kind === 'text' && result.open.lineStart === position) addDefinition(line)
    open = result.open
  }

  function addDefinition(line: string): void {
    const definition = line.startsWith('[') || line.startsWith(' ') ? definitionOf(line) : null
    if (!definition || definitionCount >= definitionLimit || Object.hasOwn(definitions, definition.label))
      return
    definitionCount += 1
    definitions = { ...definitions, [definition.label]: { href: definition.href, title: definition.title } }
  }

  function cutLong(text: string, end: number): void {
    while (open?.kind === 'text' && end - open.start >= longParagraph) {
      const cut = open.start + cutParagraph(text.slice(open.start, open.start + longParagraph))
      keep(text, { block: open, end: cut })
      open = { ...open, start: cut, joined: true }
    }
  }

  function advance(text: string): void {
    for (;;) {
      const newline = text.indexOf('\n', position)
      if (newline === -1) break
      if (!classified) takeLine(text, newline + 1)
      classified = false
      cutLong(text, newline + 1)
      position = newline + 1
    }
    if (!classified && text.length - position > lineHead) {
      takeLine(text, text.length)
      classified = true
    }
    if (classified) cutLong(text, text.length)
  }

  /** What is open, and the unfinished line as if it were finished. */
  function tail(text: string, complete: boolean): Block[] {
    const rest = classified || position === text.length ? null : lineAt(text, position, text.length)
    const result = rest === null ? { closed: [], open } : step(open, rest, position, text.length)
    const blocks = result.closed.map(({ block, end }) => closedBlock(text, block, end))
    if (result.open) blocks.push({ ...closedBlock(text, result.open, text.length), closed: complete })
    return blocks
  }

  function read(text: string, complete: boolean): MarkdownDocument {
    if (last && last.complete === complete && text === seen) return last.document
    if (!text.startsWith(seen)) reset()
    advance(text)
    seen = text
    const blocks = [...gathered, ...tail(text, complete)]
    const [first] = blocks
    const document = { parts: first ? [...parts, { start: first.start, blocks }] : parts, definitions }
    last = { complete, document }
    return document
  }

  return { read }
}

function lineAt(text: string, from: number, end: number): string {
  return text.slice(from, Math.min(end, from + lineHead)).replace(/\r?\n$/, '')
}

function closedBlock(text: string, block: OpenBlock, end: number): Block {
  const { start, kind, joined, first } = block
  return { start, kind, text: text.slice(start, end), joined, first, closed: true }
}
