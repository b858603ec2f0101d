import { baseOf, stemOf } from './rank-stem.ts'
import { wordsOf } from './words.ts'

/** Words of a question that count: more would only take time. */
const most = 32

/** English words that are in every question and in every answer. Of other languages, how often a word comes tells as much. */
const empty = new Set(
  `a about above after again against all also am an and any are as at be because been before being below between both but
  by can cannot could d did do does doing don down during each ever few for from further had has have having he her here
  hers herself him himself his how i if in into is it its itself just let ll m many may me might more most much must my
  myself no nor not now of off on once only or other our ours ourselves out over own re s same shall she should so some
  such t than that the their theirs them themselves then there these they this those through to too under until up us ve
  very was we were what when where which while who whom whose why will with would yet you your yours yourself yourselves
  arent cant couldnt didnt doesnt dont hadnt hasnt havent im isnt ive shouldnt thats theres wasnt werent whats wont
  wouldnt youre`
    .trim()
    .split(/\s+/),
)

/** Whether a word (see `wordsOf`) says what a text is about. */
function tells(word: string): boolean {
  return !empty.has(word)
}

/** The words of a question that say what it is about, each once. */
export function tellingWords(question: string): string[] {
  return [...new Set(wordsOf(question).filter(tells))].slice(0, most)
}

/** How much a word means that only begins like one of the question: an inflection that no rule of ours knows, or a relative. */
const alike = 0.3
const beginning = 4
const ofTheLonger = 2 / 3

/** Which stems of a question a word of a text means, and how much: 1 for the same stem. */
export type Meaning = readonly (readonly [stem: number, weight: number])[]

/**
 * Tells of words what they mean for these stems; null for one that says nothing. Remembers words for one question, as what
 * is looked at has few different ones.
 */
export function meanings(stems: readonly string[]): (word: string) => Meaning | null {
  const known = new Map<string, Meaning | null>()
  const starts = new Set(stems.map(startOf))
  return (word) => {
    let meaning = known.get(word)
    if (meaning === undefined) {
      meaning = tells(word) ? meaningOf(word, stems, starts) : null
      known.set(word, meaning)
    }
    return meaning
  }
}

const nothing: Meaning = []

/** What no stem of a word changes: most words of a text differ here from all that is asked. */
function startOf(word: string): string {
  return word.slice(0, 2)
}

function meaningOf(word: string, stems: readonly string[], starts: ReadonlySet<string>): Meaning {
  if (!starts.has(startOf(baseOf(word)))) return nothing
  const stem = stemOf(word)
  return stems.flatMap((asked, index): Meaning => {
    if (asked === stem) return [[index, 1]]
    return beginAlike(asked, stem) ? [[index, alike]] : []
  })
}

function beginAlike(one: string, other: string): boolean {
  const longer = Math.max(one.length, other.length)
  const needed = Math.max(beginning, Math.ceil(ofTheLonger * longer))
  return (
    Math.min(one.length, other.length) >= needed && !/\d/.test(one) && one.startsWith(other.slice(0, needed))
  )
}
