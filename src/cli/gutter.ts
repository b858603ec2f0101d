import { visible } from '../shared/visible.ts'
import { columns } from './text.ts'

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
  /** Columns of this line that are taken; null before it has begun. */
  let at: number | null = null

  /** A piece that is not to be broken. */
  function put(text: string, wide: number): string {
    const breaks = at !== null && at + wide > room
    const begins = at === null || breaks
    at = (begins ? 0 : (at ?? 0)) + wide
    return (breaks ? '\n' : '') + (begins ? mark : '') + text
  }
  function plain(text: string): string {
    let written = ''
    for (let rest = text; rest !== '';) {
      const left = at === null || at >= room ? room : room - at
      written += put(rest.slice(0, left), Math.min(rest.length, left))
      rest = rest.slice(left)
    }
    return written
  }
  function endLine(): string {
    const ended = at === null ? `${mark.trimEnd()}\n` : '\n'
    at = null
    return ended
  }
  return {
    add(text) {
      let written = ''
      for (const piece of text.replaceAll(/\r\n?/gu, '\n').match(/\n|[ -~]+|[^\n -~]+/gu) ?? []) {
        if (piece === '\n') written += endLine()
        else if (/^[ -~]/u.test(piece)) written += plain(piece)
        else
          for (const { segment } of segmenter.segment(piece)) {
            const shown = segment === '\t' ? '  ' : visible(segment)
            written += put(shown, shown === segment ? columns(segment) : shown.length)
          }
      }
      return written
    },
    end: () => (at === null ? '' : endLine()),
  }
}

const segmenter = new Intl.Segmenter()

/** On one line, with whatever hides or turns text spelled out. */
export function inLine(text: string): string {
  return visible(text.replaceAll(/\s+/gu, ' ')).trim()
}
