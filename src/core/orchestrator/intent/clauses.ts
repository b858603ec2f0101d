import { plainWords } from './plain-words.ts'

/**
 * A message as clauses of plain lower-case words. What is quoted, code, a path or an address is no word of the
 * person's: it stands there as QUOTE, CODE, PATH or LINK.
 */
export interface Clause {
  readonly words: string
  /** It ends with a question mark. */
  readonly asks: boolean
  /** It ends with a colon: what follows is what it speaks of. */
  readonly introduces: boolean
  /** It goes on from the clause before, after a comma or an `and`. */
  readonly continues: boolean
}

export interface ReadMessage {
  /** What was read of it, as it was written; and the same without what is quoted or code. */
  readonly text: string
  readonly prose: string
  readonly clauses: readonly Clause[]
  /** There was more than is read of one message. */
  readonly cut: boolean
}

/** Characters that are read of a message: the beginning, where a wish mostly stands, and the end. */
const readable = { head: 1_400, tail: 600, clauses: 30 }

export function readMessage(text: string): ReadMessage {
  const cut = text.length > readable.head + readable.tail
  const read = cut ? `${text.slice(0, readable.head)}\n${text.slice(-readable.tail)}` : text
  // Quotation marks around all of it are no quotation.
  const speech = mask(read.replace(/^\s*(["'“])([^"'“”]*)["'”]\s*$/u, '$2'), speechless)
  const clauses = splitSentences(mask(speech, places)).flatMap(splitClauses)
  if (clauses.length <= readable.clauses) return { text: read, prose: speech, clauses, cut }
  const half = readable.clauses / 2
  return {
    text: read,
    prose: speech,
    clauses: [...clauses.slice(0, half), ...clauses.slice(-half)],
    cut: true,
  }
}

type Masks = readonly (readonly [name: string, pattern: RegExp])[]

/** Longest first: a fence holds backquotes, code holds quotation marks. */
const speechless: Masks = [
  ['CODE', /```[^]*?(?:```|$)|~~~[^]*?(?:~~~|$)/gu],
  ['CODE', /`[^`\n]*`/gu],
  ['QUOTE', /^[ \t]*>.*$/gmu],
  ['QUOTE', /"[^"]*"|“[^”]*”|«[^»]*»|„[^“”]*[“”]|‘[^’]*’(?!\w)|(?<![\p{L}\d])'[^'\n]*'(?![\p{L}\d])/gu],
]
const places: Masks = [
  ['LINK', /\b(?:https?|ftp|file):\/\/\S+|\bwww\.\S+/giu],
  ['PATH', /(?<![\w/])(?:~|\.{1,2})?\/[\w.@-][\w.@/*-]*|(?<!\w)~\/?(?!\w)|\b[a-z]:\\\S*/giu],
  ['PATH', /(?<![\w@])[\w-]+(?:\.[\w-]+)*\.[a-z][a-z0-9]{1,4}\b(?!\()|(?<!\w)\*\.\w+/giu],
]

function mask(text: string, masks: Masks): string {
  return masks.reduce((rest, [name, pattern]) => rest.replace(pattern, ` ${name} `), text)
}

type Sentence = Omit<Clause, 'continues'>

function splitSentences(prose: string): Sentence[] {
  const sentences: Sentence[] = []
  // Dots within a sentence are a pause.
  const steady = prose.replaceAll(/(?:\.{2,}|…)(?=\s+\p{Ll})/gu, ' ')
  for (const [, body = '', end = ''] of steady.matchAll(/(.+?)([?!;\n…]+|[.:]+(?=\s|$)|\s[–—-]+\s|—|$)/gsu))
    if (/[\p{L}\d]/u.test(body))
      sentences.push({ words: body, asks: end.includes('?'), introduces: end.includes(':') })
  return sentences
}

/** Where a new clause may begin after `and`: with its own subject and verb, a question word, or a plea. */
const joint =
  / (?:and|then|but|so|or|because|since|plus|while) (?=(?:please|kindly|then|also|now|just|can|could|would|will|do not|what|how|why|where|who|when|let|tell|need|want|i (?:want|need|would)|is there|are there)\b)/u

function splitClauses({ words, asks, introduces }: Sentence): Clause[] {
  const parts = words
    .replaceAll(/,\s*please\b\s*,?/giu, ' please ')
    .split(/,|\s\(|\)\s|\/\/| \/ /u)
    .flatMap((part) => plainWords(part).split(joint))
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return parts.map((part, index) => ({
    words: part,
    asks: asks && index === parts.length - 1,
    introduces: introduces && index === parts.length - 1,
    continues: index > 0,
  }))
}
