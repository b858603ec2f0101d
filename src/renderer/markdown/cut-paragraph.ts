import { lexInline } from './lex.ts'

/** UTF-16 units from which a paragraph is shown in pieces: its cost would grow with each word. */
export const longParagraph = 5_000
const earliest = 3_000

/**
 * Where to cut a paragraph of which `head` is the beginning: after a sentence, else after a word, never inside a bold
 * passage, a link or the like (unless that is all there is), and never inside a character.
 */
export function cutParagraph(head: string): number {
  let position = 0
  let space = 0
  for (const token of lexInline(head)) {
    const next = position + token.raw.length
    if (token.type === 'text' && next > earliest) {
      const from = Math.max(0, earliest - position)
      const sentence = /[.!?。！？]["')\]»”]?\s|[。！？]|\n/.exec(token.raw.slice(from))
      if (sentence) return whole(head, position + from + sentence.index + sentence[0].length)
      space = Math.max(space, position + token.raw.lastIndexOf(' ') + 1)
    }
    position = next
  }
  return whole(head, space > earliest ? space : earliest + 1_000)
}

function whole(text: string, position: number): number {
  const before = text.charCodeAt(position - 1)
  return before >= 0xd8_00 && before <= 0xdb_ff ? position - 1 : position
}
