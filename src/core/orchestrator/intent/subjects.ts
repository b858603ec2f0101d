import { isCommandLine } from './command-line.ts'
import { isForeign, isFunctionWord } from './english.ts'
import { germanWords, hinting, naming, namingPhrases, openEnded, type Subject } from './subject-words.ts'
import { baseForm, verbKind, verbKindOfSlip } from './verbs.ts'

/** What a text speaks of, by its words. */
export interface Subjects {
  /** Clearly. */
  readonly named: ReadonlySet<Subject>
  /** Perhaps. */
  readonly hinted: ReadonlySet<Subject>
  /** It is not one short wish to see something, or to run it, and no more. */
  readonly changes: boolean
  /** In a language whose words are known here, and short enough to be taken at its word. */
  readonly known: boolean
  readonly words: readonly string[]
}

/** Characters of a text that is taken at its word: a longer one holds much that is no wish. */
const longest = 600

/** Reads the first 600 characters. What is quoted counts: it may be what a person names. */
export function readSubjects(text: string): Subjects {
  const read = text.slice(0, longest)
  const placeless = read.replaceAll(/\bhttps?:\/\/\S+|\S+@\S+/giu, ' ')
  const paths = placeless.match(pathLike)?.length ?? 0
  const words = placeless.replaceAll(pathLike, ' ').toLowerCase().match(wordLike) ?? []
  const { named, hinted } = subjectsIn(words)
  if (paths > 0) named.add('looking')
  // One may be to be made.
  if (siteToMake.test(read)) hinted.add('changing')
  for (const [subject, pattern] of namingPhrases)
    if (pattern.test(subject === 'web' ? read : placeless)) named.add(subject)
  const language = languageOf(words, read)
  const looks = language === 'English' && paths < 2 && onlyLooks.test(read) && !goesOn.test(read)
  return {
    named,
    hinted,
    changes: !looks || words.some(isChange),
    known: language !== null && text.length <= longest && !openEnded.test(read),
    words,
  }
}

function subjectsIn(words: readonly string[]): { named: Set<Subject>; hinted: Set<Subject> } {
  const [named, hinted] = [new Set<Subject>(), new Set<Subject>()]
  for (const word of words) {
    const names = subjectsOf(word, namingWords)
    for (const subject of names) named.add(subject)
    if (names.length === 0) for (const subject of subjectsOf(word, hintingWords)) hinted.add(subject)
  }
  return { named, hinted }
}

const siteToMake = /^(?!.*https?:).*\b(?:website|webpage|homepage)\b/isu
const wordLike = /[\p{L}\d][\p{L}\p{M}\d_-]*/gu
/** `notes.md`, `*.txt`, `.env`, `~/docs`, `src/main`, `C:\x`. */
const pathLike =
  /(?<![\p{L}\d])(?:~|\.{1,2})?\/[\p{L}\d.][^\s"'`,;)]*|[\p{L}\d_*./-]*[\p{L}\d_*-]\.[a-z][a-z0-9]{0,4}(?![\p{L}\d(])|(?<![\p{L}\d])\.[a-z]\w+|\b[a-z]:\\\S*/giu

type Index = ReadonlyMap<string, readonly Subject[]>

const namingWords = index(naming)
const hintingWords = index(hinting)

function index(lists: Readonly<Partial<Record<Subject, string>>>): Index {
  const found = new Map<string, Subject[]>()
  for (const [subject, words] of Object.entries(lists) as [Subject, string][])
    for (const word of words.trim().split(/\s+/u)) found.set(word, [...(found.get(word) ?? []), subject])
  return found
}

function subjectsOf(word: string, known: Index): readonly Subject[] {
  const found = known.get(word)
  if (found !== undefined) return found
  for (const [ending, instead] of endings)
    if (word.endsWith(ending)) {
      const base = known.get(word.slice(0, -ending.length) + instead)
      if (base !== undefined) return base
    }
  return []
}

const endings = [
  ['ies', 'y'],
  ['es', ''],
  ['s', ''],
  ['ning', ''],
  ['ing', ''],
  ['ing', 'e'],
  ['ed', ''],
  ['ed', 'e'],
] as const

/** Verbs that change no file, and nouns that look like verbs. */
const harmless: ReadonlySet<string> = new Set(
  `file text page place run execute launch start use install uninstall kill push boot shut restart reboot open go print
  test answer remember remind forget do get call ring wake sleep speak talk export pin tap display stop`.split(
    /\s+/u,
  ),
)
const onlyLooks =
  /^\s*(?:(?:please|can you|could you|hey|hearth|ok|okay|now)[, ]+)*(?:list|show|read|find|search|look|what|which|where|how (?:many|much|big|long|old)|summari[sz]e|explain|describe|display|print|view|give me|tell me|open|run|execute|start|launch)\b/iu
/** A second wish, a wish that something be otherwise, or a place where something goes. */
const goesOn =
  /\b(?:and|then|but|so|if|when|or|not|never|no|into|onto|should|must|in place|out|instead|without|over)\b|n't\b|[,;:|>]|[.!?]\s+\S/iu

function isChange(word: string): boolean {
  const verb = verbOf(word)
  const kind = verb === null || harmless.has(verb) ? undefined : verbKind(verb)
  if (verb !== null || isFunctionWord(word) || namingWords.has(word)) return isChanging(kind)
  // `delte` is to be offered what `delete` is.
  return isChanging(verbKindOfSlip(word))
}

function verbOf(word: string): string | null {
  return verbKind(word) === undefined ? baseForm(word) : word
}

function isChanging(kind: ReturnType<typeof verbKind>): boolean {
  return kind === 'do' || kind === 'destroy' || kind === 'write'
}

function languageOf(words: readonly string[], text: string): 'English' | 'German' | null {
  if (isCommandLine(text)) return 'English'
  const german = words.filter((word) => germanWords.has(word)).length
  if (isForeign(words, text)) return german > 0 && german * 5 >= words.length ? 'German' : null
  if (german > 0) return 'German'
  return words.some((word) => isFunctionWord(word) || verbKind(word) !== undefined) ? 'English' : null
}
