import type { Fence, Marker } from './line.ts'

/**
 * A piece of Markdown that can be rendered on its own. Lists, quotes and paragraphs without end are cut into several,
 * of which the later ones are `joined`: they stand close, as if there were no cut.
 */
export interface Block {
  /** Where it begins in the text: its name for as long as the text only grows. */
  readonly start: number
  readonly kind: 'text' | 'list' | 'quote' | 'note' | 'indented' | 'code' | 'table' | 'math'
  readonly text: string
  readonly joined: boolean
  /** The number of the first item, when a numbered list goes on. */
  readonly first: number | null
  /** False while more may come. */
  readonly closed: boolean
}

/** A block whose end has not come. Immutable, so that a line can be tried and taken back. */
export interface OpenBlock {
  readonly kind: Block['kind']
  readonly start: number
  readonly joined: boolean
  readonly first: number | null
  /** The newest line, and where it begins. */
  readonly line: string
  readonly lineStart: number
  readonly afterBlank: boolean
  readonly fence: Fence | null
  /** What ends a formula. */
  readonly mathEnd: string | null
  /** Of a list: its first item's marker, and how many items there are. */
  readonly marker: Marker | null
  readonly content: number
  readonly items: number
}

export interface ClosedBlock {
  readonly block: OpenBlock
  readonly end: number
}

export interface Step {
  readonly closed: readonly ClosedBlock[]
  readonly open: OpenBlock | null
}
