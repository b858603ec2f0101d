import { leading, notStating, oneself, passing, spaceless, standing } from './statement-words.ts'

/** Words within which somebody says that it is about them. */
const within = 5
/** A statement has at least as many words; less is an answer to what was asked. */
const fewest = 3
const longest = 300

/**
 * What in a person's own words states something of them or of their work, clause by clause as it was written: «We use
 * Kubernetes at work» of «We use Kubernetes at work, how do I check the cluster?». Questions, commands, wishes for now and
 * what passes with the day are none. Empty for most messages: then no model needs to be asked what could be learned.
 */
export function statements(own: string): string[] {
  if (own.startsWith('/')) return []
  return sentences(own).flatMap(ofSentence)
}

function sentences(text: string): string[] {
  return text.match(/[^.!?。！？…\n]+(?:\.(?=\S)[^.!?。！？…\n]+)*[.!?。！？…]*/gu) ?? []
}

function ofSentence(sentence: string): string[] {
  if (spaceless.any.test(sentence)) return ofSpaceless(sentence)
  const clauses = sentence.split(
    /[,;:—–]\s|\s-\s|\s(?=(?:and|but|und|aber|et|mais|y|pero|и|но) (?:how|what|can|could|wie|was|comment|cómo|как))/iu,
  )
  // What is only imagined is so to its end.
  if (imagined.test(sentence.trim())) return []
  const asks = /[?？]\s*$/u.test(sentence)
  const found: string[] = []
  let stating = false
  for (const [index, clause] of clauses.entries()) {
    const words = wordsIn(clause)
    const last = index === clauses.length - 1
    if (words.length === 0 || (asks && last)) {
      stating = false
      continue
    }
    // What follows a statement in its sentence belongs to it, until it asks or tells.
    const refused = notStating.has(words[0] ?? '') || words.some((word) => passing.has(word))
    stating = !refused && (stating || states(clause, words))
    if (stating && clause.length <= longest) found.push(clause.trim())
  }
  return found
}

const imagined =
  /^(?:imagine|pretend|suppose|assume|let['’]s say|say|if|when|whenever|unless|what if|stell dir vor|angenommen|wenn|falls|si|imagina|se|immagina|если|представь)(?!\p{L})/iu

function states(clause: string, words: readonly string[]): boolean {
  if (standing.test(clause.trim())) return true
  if (words.length < fewest) return false
  const at = words.slice(0, within).findIndex((word) => oneself.has(word))
  if (at < 0) return false
  return at === 0 ? words[0] !== 'me' && words[0] !== 'us' : leading.has(words[0] ?? '')
}

function ofSpaceless(sentence: string): string[] {
  return sentence
    .split(/[，、,；;]/u)
    .filter(
      (clause) =>
        spaceless.oneself.test(clause) &&
        !spaceless.notStating.test(clause) &&
        !/[?？]\s*$/u.test(clause) &&
        Array.from(clause.trim()).length >= 4 &&
        clause.length <= longest,
    )
    .map((clause) => clause.trim())
}

function wordsIn(clause: string): string[] {
  return (
    clause
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{M}\p{N}'-]+/gu) ?? []
  )
}
