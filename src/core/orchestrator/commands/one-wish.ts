/** What cannot be cut off with a point: `am 3. Mai`, `z. B.`. */
const unended = /(?:\d|(?<!\p{L})(?:z|b|d|h|u|a|ca|bzw|dr|nr|st|usw|etc|inkl|prof|hr|fr|geb|tel))$/iu

/** Whether a text ends where its first sentence does, and asks nothing. In languages with and without blanks. */
export function isOneSentence(text: string): boolean {
  if (/[?？]/u.test(text) || /[。！；](?=.)/u.test(text) || /[!;:](?:["'”»“)])?\s+\S/u.test(text))
    return false
  return [...text.matchAll(/\.(?:["'”»“)])?\s+\S/gu)].every(({ index }) => unended.test(text.slice(0, index)))
}
