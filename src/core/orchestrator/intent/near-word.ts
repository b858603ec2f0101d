/** Known words by their first letter, which a slip is trusted to leave. */
export type WordIndex = ReadonlyMap<string, readonly string[]>

export function indexWords(words: Iterable<string>): WordIndex {
  return Map.groupBy(words, (word) => word.slice(0, 1))
}

/** A known word that is one slip away: a letter too few, one typed twice, or two that changed places. */
export function nearWord(word: string, known: WordIndex): string | null {
  return (
    known
      .get(word.slice(0, 1))
      ?.find(
        (candidate) =>
          Math.abs(candidate.length - word.length) <= (word.length > 4 ? 1 : 0) && oneSlip(word, candidate),
      ) ?? null
  )
}

function oneSlip(written: string, meant: string): boolean {
  let at = 0
  while (at < written.length && written[at] === meant[at]) at += 1
  if (written.length < meant.length) return written.slice(at) === meant.slice(at + 1)
  // At its end a letter too many would make another form, or another word.
  if (written.length > meant.length)
    return at < meant.length && written[at] === written[at - 1] && written.slice(at + 1) === meant.slice(at)
  return (
    written[at] === meant[at + 1] &&
    written[at + 1] === meant[at] &&
    written.slice(at + 2) === meant.slice(at + 2)
  )
}
