/** A piece of a text, counted as Postgres counts: in characters, not in UTF-16. */
export interface Part {
  readonly start: number
  readonly length: number
  readonly text: string
}

/** Characters of a text that are indexed at all, and about how many each part has. */
export const longestText = 400_000
const partLength = 6_000
/** How far before its end a part looks for a place to end at. */
const slack = 500

/**
 * Cuts a long text into parts of no more than `longest` UTF-16 units, so that a hit is a place in it and not the whole of
 * it. They end between words where that is possible.
 */
export function partsOf(text: string, longest = partLength): Part[] {
  const parts: Part[] = []
  let counted = 0
  for (let from = 0; from < text.length;) {
    const to = endOf(text, from, longest)
    const part = text.slice(from, to)
    const length = characters(part)
    parts.push({ start: counted, length, text: part })
    counted += length
    from = to
  }
  return parts
}

function endOf(text: string, from: number, longest: number): number {
  const furthest = from + longest
  if (furthest >= text.length) return text.length
  const tail = text.slice(furthest - slack, furthest)
  const space = Math.max(tail.lastIndexOf('\n'), tail.lastIndexOf(' '))
  const to = space === -1 ? furthest : furthest - slack + space + 1
  // Not between the halves of one character.
  return (text.codePointAt(to - 1) ?? 0) > 0xff_ff ? to - 1 : to
}

function characters(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
