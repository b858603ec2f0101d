import { createHash } from 'node:crypto'
import { storableText } from '../../shared/text.ts'
import { aliases, attributeNames, joined, keepsItsEnd, shortForms, verbs } from './key-words.ts'

/**
 * Keys of what is remembered: one fact has one key, however it is written. The same input gives the same key, on every
 * computer and in every script.
 */

/** Characters that the column holds, and those that the memory page shows on a line. */
const longest = { key: 255, sentence: 48 }
/** Of a hash, enough that two sentences which begin alike do not meet. */
const hashLength = 8

/** Nobody means another fact with one of these. */
const noise = new Set([
  'a',
  'an',
  'the',
  'that',
  'i',
  'we',
  'my',
  'our',
  'me',
  'us',
  'user',
  'users',
  'please',
  'ich',
  'wir',
  'mein',
  'meine',
  'unser',
  'unsere',
  'bitte',
])

/**
 * The form under which a key is kept: `uses_kubernetes` for «Uses Kubernetes», `uses-kubernetes`, `usesKubernetes` and
 * «using k8s». At most 255 characters; empty where there are no words.
 */
export function normalizeKey(text: string): string {
  return cut(keyWords(text).join('_'), longest.key)
}

/** The key of a fact that was said in a sentence: short enough to be read, and another one for every other sentence. */
export function keyOfSentence(sentence: string): string {
  const attribute = attributeOf(sentence)
  const words = keyWords(attribute ?? sentence)
  const whole = words.join('_')
  if (whole === '')
    return normalizeWords(sentence) === '' ? '' : `fact_${shortHash(normalizeWords(sentence))}`
  if (Array.from(whole).length <= longest.sentence) return whole
  const room = longest.sentence - hashLength - 1
  const kept: string[] = []
  for (const word of words) {
    if (Array.from([...kept, word].join('_')).length > room) break
    kept.push(word)
  }
  // A single word may be longer than a line; scripts without spaces have such.
  const start = kept.length > 0 ? kept.join('_') : cut(whole, room)
  return `${start}_${shortHash(whole)}`
}

/** Words as they are compared: what differs in case, signs or spaces alone is the same. */
export function normalizeWords(text: string): string {
  const plain = visible(text).toLowerCase()
  const words = apart(plain)
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .replaceAll(betweenSpaceless, '')
    .trim()
  // Signs alone, such as an emoji, are all that was said.
  return words === '' ? plain.replaceAll(/[\s\p{P}]+/gu, '') : words
}

/** Without signs that nobody sees: joiners, marks of direction, soft hyphens. */
function visible(text: string): string {
  return storableText(text)
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
}

const spaceless = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}`
const betweenSpaceless = new RegExp(`(?<=[${spaceless}]) (?=[${spaceless}])`, 'gu')
const seam = new RegExp(
  String.raw`(?<=[${spaceless}])(?=[\p{sc=Latin}\p{N}])|(?<=[\p{sc=Latin}\p{N}])(?=[${spaceless}])`,
  'gu',
)

/** «我们用Helm部署» is written with blanks around the name, or without. */
function apart(text: string): string {
  return text.replaceAll(seam, ' ')
}

/** Of what somebody has one: a new value takes the place of the old one. */
const attributes = [
  /^(?:my|our) ((?:(?:first |last |full |middle )?name|birthday|e-?mail(?: address)?|phone(?: number)?|address|time ?zone|job|employer|(?:favou?rite|preferred|default|main) (?:\S+ ){0,2}?\S+)) is \S/iu,
  /^(?:meine?|unsere?) ((?:(?:vor|nach)?name|geburtstag|e-?mail(?:-?adresse)?|(?:telefon|handy)nummer|adresse|zeitzone|beruf|arbeitgeber|(?:lieblings|standard|haupt)\p{L}+)) (?:ist|lautet|heißt|heisst) \S/iu,
  /^我们?的?(名字|姓名|生日|电?子?邮[箱件]|电话(?:号码)?|手机号码?|地址|时区|职业|雇主|(?:最喜欢|默认|首选)的\p{sc=Han}{1,6}?)(?:是|叫|为|[:：])\s*\S/u,
]

function attributeOf(sentence: string): string | null {
  const found = attributes.map((form) => form.exec(sentence.trim())?.[1]).find((name) => name !== undefined)
  return found === undefined ? null : (attributeNames.get(found.toLowerCase()) ?? found)
}

/** The words of a text in the form that keys have. */
export function keyWords(text: string): string[] {
  const words = split(text).filter((word, _, all) => all.length === 1 || !noise.has(word))
  const known = words.map((word) => aliases.get(word) ?? word)
  return joinNames(known).map((word, index) => (index === 0 ? firstWord(word) : singular(word)))
}

function split(text: string): string[] {
  const trimmed = visible(text).trim()
  // Only a name of a program's is written so; in a sentence capitals belong to the words.
  const spaced = /^[\p{L}\p{N}]+$/u.test(trimmed)
    ? trimmed.replaceAll(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ')
    : trimmed
  let plain = spaced.toLowerCase()
  for (const [written, word] of shortForms) plain = plain.replaceAll(written, word)
  return apart(withoutAccents(plain)).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
}

/** Marks over Latin, Greek and Cyrillic letters; the signs of other scripts are letters of theirs. */
export function withoutAccents(text: string): string {
  const bare = text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
  return bare.replaceAll(/[ßæœøłđı]/g, (letter) => plainLetters[letter] ?? letter)
}

const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
}

/** `type script` is one name. */
function joinNames(words: readonly string[]): string[] {
  const found: string[] = []
  for (const word of words) {
    const together = `${found.at(-1) ?? ''}${word}`
    if (found.length > 0 && joined.has(together)) found[found.length - 1] = aliases.get(together) ?? together
    else found.push(word)
  }
  return found
}

function firstWord(word: string): string {
  return verbs.get(word) ?? singular(word)
}

/** Plain plurals of English. Names that end so are listed; what looks like another ending stays. */
function singular(word: string): string {
  if (word.length < 4 || !/^[a-z]+s$/.test(word) || keepsItsEnd.has(word) || verbs.has(word)) return word
  if (/(?:ss|us|is|js)$/.test(word)) return word
  if (/(?:x|ch|sh|ss)es$/.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}

function cut(text: string, length: number): string {
  const characters = Array.from(text)
  if (characters.length <= length) return text
  return `${characters.slice(0, length - hashLength - 1).join('')}_${shortHash(text)}`
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, hashLength)
}
