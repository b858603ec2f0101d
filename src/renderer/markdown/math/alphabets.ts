import { element, textOf, upright, type Mathml } from './mathml.ts'

/** Other alphabets for letters: where their capitals, small letters and digits begin, and which stand elsewhere. */
interface Alphabet {
  readonly capitals: number
  readonly small: number
  readonly digits?: number
  readonly elsewhere?: Readonly<Record<string, string>>
}

const bold: Alphabet = { capitals: 0x1_d400, small: 0x1_d41a, digits: 0x1_d7ce }
const script: Alphabet = {
  capitals: 0x1_d49c,
  small: 0x1_d4b6,
  elsewhere: { B: 'ℬ', E: 'ℰ', F: 'ℱ', H: 'ℋ', I: 'ℐ', L: 'ℒ', M: 'ℳ', R: 'ℛ', e: 'ℯ', g: 'ℊ', o: 'ℴ' },
}

/** By their commands; null is letters that stand upright. */
export const alphabets: ReadonlyMap<string, Alphabet | null> = new Map<string, Alphabet | null>([
  ['\\mathrm', null],
  ['\\mathup', null],
  ['\\mathnormal', null],
  ['\\mathbf', bold],
  ['\\boldsymbol', bold],
  ['\\bm', bold],
  ['\\mathit', { capitals: 0x1_d434, small: 0x1_d44e, elsewhere: { h: 'ℎ' } }],
  ['\\mathsf', { capitals: 0x1_d5a0, small: 0x1_d5ba, digits: 0x1_d7e2 }],
  ['\\mathtt', { capitals: 0x1_d670, small: 0x1_d68a, digits: 0x1_d7f6 }],
  ['\\mathcal', script],
  ['\\mathscr', script],
  [
    '\\mathfrak',
    {
      capitals: 0x1_d504,
      small: 0x1_d51e,
      elsewhere: { C: 'ℭ', H: 'ℌ', I: 'ℑ', R: 'ℜ', Z: 'ℨ' },
    },
  ],
  [
    '\\mathbb',
    {
      capitals: 0x1_d538,
      small: 0x1_d552,
      digits: 0x1_d7d8,
      elsewhere: { C: 'ℂ', H: 'ℍ', N: 'ℕ', P: 'ℙ', Q: 'ℚ', R: 'ℝ', Z: 'ℤ' },
    },
  ],
])

/** The same in another alphabet; signs stay as they are. */
export function restyle(part: Mathml, alphabet: Alphabet | null): Mathml {
  if (part.tag === 'mi' || part.tag === 'mn') {
    const text = textOf(part)
    return alphabet ? element(part.tag, [spell(text, alphabet)], part.attributes) : upright(text)
  }
  const children = part.children.map((child) =>
    typeof child === 'string' ? child : restyle(child, alphabet),
  )
  const styled = { ...part, children }
  // Letters in a row are one name.
  const isName =
    part.tag === 'mrow' && children.every((child) => typeof child !== 'string' && child.tag === 'mi')
  return isName && children.length > 0 ? upright(textOf(styled)) : styled
}

function spell(text: string, { capitals, small, digits, elsewhere = {} }: Alphabet): string {
  return text
    .replaceAll(/[A-Z]/g, (letter) => elsewhere[letter] ?? shifted(letter, 'A', capitals))
    .replaceAll(/[a-z]/g, (letter) => elsewhere[letter] ?? shifted(letter, 'a', small))
    .replaceAll(/\d/g, (digit) => (digits === undefined ? digit : shifted(digit, '0', digits)))
}

function shifted(character: string, from: string, to: number): string {
  return String.fromCodePoint(to + character.charCodeAt(0) - from.charCodeAt(0))
}
