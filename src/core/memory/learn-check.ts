import { normalizeKey, keyWords, normalizeWords } from './key.ts'
import type { Learnable } from './learn-prompt.ts'
import { holdsSecret } from './secret.ts'
import { alike, isIdle, wordsOf } from './words.ts'

/** Why a fact that a model named is not stored. */
export type Refusal =
  | 'shape'
  | 'unsure'
  | 'ungrounded'
  | 'inconsistent'
  | 'key'
  | 'secret'
  | 'too_many'
  | 'forgotten'
  | 'known'

/** A fact that stands in the person's own words. */
export interface Grounded extends Learnable {
  /** The whole sentence: a model quotes another piece of it each time. */
  readonly sentence: string
}

/** How sure a model has to be: most are of all that they say, so that this only takes out what they doubt themselves. */
const surest = 0.6
/** A quote of less says nothing. */
const shortest = { words: 2, characters: 4 }
/** Words of a key, and those that say nothing of what it is. */
const mostKeyWords = 6
const empty = new Set(
  'fact key value type name_of_key true false none null unknown other info information'.split(' '),
)

const secretKey = /(?:^|_)(?:token|secret|key|credential|pin)s?$/u

const negation =
  /(?<![\p{L}\p{N}])(?:not|no|never|none|without|cannot|\p{L}+n['’]t|avoids?|hates?|dislikes?|stopped|quit|allergic|intolerant|nicht|kein\p{L}*|nie|niemals|ohne|pas|jamais|sans|nunca|jamás|sin|mai|senza|não|niet|geen|nooit|не|никогда|без|nie|n t)(?![\p{L}\p{N}])|[不没沒]|ない|ません/iu
/** Words of keys that stand for a negation in them. */
const negative =
  /\b(?:not|no|never|avoids|hates|dislikes|allergy|allergic|allergies|intolerance|without|anti)\b/u

/** The fact, as it may be stored, or why not. `sentences`: those of the person that may be learned of. */
export function checkLearnable(fact: Learnable, sentences: readonly string[]): Grounded | Refusal {
  if (fact.confidence < surest) return 'unsure'
  const sentence = sentenceOf(fact.words, sentences)
  if (sentence === null) return 'ungrounded'
  const key = normalizeKey(fact.key)
  const words = key.split('_')
  if (key === '' || empty.has(key) || words.length > mostKeyWords) return 'key'
  if (secretKey.test(key) || [fact.key, String(fact.value), fact.words].some(holdsSecret)) return 'secret'
  const grounded = { ...fact, key, sentence }
  return isSaid(grounded) ? grounded : 'inconsistent'
}

/** The sentence that a quote stands in. */
function sentenceOf(words: string, sentences: readonly string[]): string | null {
  const quote = normalizeWords(words)
  const count = wordsOf(words).length
  if (count < shortest.words || quote.length < shortest.characters) return null
  const spaceless = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(quote)
  const found = sentences.find((sentence) => {
    const said = normalizeWords(sentence)
    return spaceless ? said.includes(quote) : ` ${said} `.includes(` ${quote} `)
  })
  return found ?? null
}

/** Whether the value stands in the quote, and says the same: no «uses Kubernetes» for who does not. */
function isSaid({ key, value, words, sentence }: Grounded): boolean {
  const denied = negation.test(words) || deniedBefore(words, sentence)
  if (typeof value === 'boolean') {
    const about = key.split('_').slice(startsWithVerb(key) ? 1 : 0)
    if (!about.every((word) => stands(word, words)) || about.length === 0) return false
    return denied === (!value || negative.test(key.replaceAll('_', ' ')))
  }
  const said = wordsOf(String(value))
  // A sign alone («C», «5») is a word to keys.
  const content = said.length > 0 ? said.filter((word) => !isIdle(word)) : keyWords(String(value))
  if (content.length === 0 || !content.every((word) => stands(word, words))) return false
  return !denied || negation.test(String(value)) || negative.test(key.replaceAll('_', ' '))
}

/** «I do not | use Kubernetes»: a quote that begins behind the word that turns it round. */
function deniedBefore(words: string, sentence: string): boolean {
  const said = normalizeWords(sentence)
  const at = said.indexOf(normalizeWords(words))
  const before = said.slice(0, Math.max(at, 0)).split(' ').filter(Boolean).slice(-3)
  return negation.test(before.join(' '))
}

function stands(word: string, quote: string): boolean {
  const said = [...wordsOf(quote), ...keyWords(quote)]
  return [word, ...keyWords(word)].some((form) => said.some((one) => alike(one, form)))
}

function startsWithVerb(key: string): boolean {
  return /^(?:uses|prefers|likes|loves|hates|dislikes|wants|needs|knows|learns|has|is|works|lives|runs|writes|builds|deploys|develops|plays|speaks|reads|eats|drinks|avoids|owns|studies|teaches|hosts|manages|maintains|tests|stores|not|never|no)_/u.test(
    key,
  )
}
