import { columns, spellOut } from './text.ts'

/** What stands before each line that somebody else has written. */
const mark = '   │ '

/**
 * Text of a model, a file or a program beside what Hearth says itself: each line, also one that a terminal would break,
 * begins with a mark, and what cannot be seen is spelled out. So none of it can pass for a line of Hearth's own.
 */
export function inGutter(text: string, width: number | null): string {
  const writer = createGutter(width)
  return writer.add(text) + writer.end()
}

export interface Gutter {
  /** What to write for a piece of the text. */
  add(text: string): string
  /** What is missing to end the line. */
  end(): string
}

/** The same for text that comes in pieces. `width` is that of the terminal, null where lines do not break. */
export function createGutter(width: number | null): Gutter {
  const room = width === null ? Number.POSITIVE_INFINITY : Math.max(10, width - mark.length - 1)
  let at: number | null = null
  return {
    add(text) {
      let written = ''
      for (const { segment } of new Intl.Segmenter().segment(text.replaceAll(/\r\n?/gu, '\n'))) {
        if (segment === '\n') {
          written += at === null ? `${mark.trimEnd()}\n` : '\n'
          at = null
          continue
        }
        const shown = spellOut(segment)
        const wide = columns(shown)
        if (at !== null && at + wide > room) {
          written += '\n'
          at = null
        }
        written += (at === null ? mark : '') + shown
        at = (at ?? 0) + wide
      }
      return written
    },
    end() {
      const missing = at === null ? '' : '\n'
      at = null
      return missing
    },
  }
}

/** On one line, with whatever hides or turns text spelled out. */
export function inLine(text: string): string {
  return spellOut(text.replaceAll(/\s+/gu, ' ')).trim()
}
