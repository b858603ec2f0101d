/** A word is letters, marks and digits; what stands between them (`/`, `_`, `.`, quotes) parts words. */
const word = /[\p{L}\p{M}\p{N}]+/gu
/** Scripts that put no spaces between words: of these every two characters that follow each other are one word. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu
const hasUnspaced = new RegExp(unspaced.source, 'u')

/** Whether a word is of a script that puts no spaces between words. */
export const isUnspaced = (found: string): boolean => hasUnspaced.test(found)

const accents = /[\u0300-\u036F]/g
/** Characters of a word that count. */
const longest = 64

/** The words of a text as the index knows them: in small letters, without accents, not stemmed. Words come as often as they stand there. */
export function wordsOf(text: string): string[] {
  if (isAscii(text)) return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map(cut)
  return (plain(text).match(word) ?? []).flatMap((found) =>
    hasUnspaced.test(found) ? pairs(found) : [cut(found)],
  )
}

/** Small letters without accents. The same number of characters cannot be relied on. */
export function plain(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  return text.normalize('NFKD').replaceAll(accents, '').normalize('NFC').toLowerCase()
}

/** Most texts are, and need none of what others need. */
function isAscii(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- that is what ASCII is
  return /^[\0-\x7F]*$/.test(text)
}

function pairs(run: string): string[] {
  const spaced = run.replaceAll(unspaced, (part) => {
    const characters = Array.from(part)
    if (characters.length < 2) return ` ${part} `
    return ` ${characters
      .slice(1)
      .map((next, index) => `${characters[index]}${next}`)
      .join(' ')} `
  })
  return spaced
    .split(' ')
    .filter((found) => found !== '')
    .map(cut)
}

function cut(found: string): string {
  return found.length > longest ? found.slice(0, longest).toWellFormed() : found
}
