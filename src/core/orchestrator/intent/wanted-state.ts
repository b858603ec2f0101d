import { baseForm, verbKind } from './verbs.ts'

/** `… sent to Bob`, `… to be cancelled`, `… lowered`: an object, and the state in which it is wanted. */
export function wantsDone(object: string): boolean {
  const words = object.split(' ')
  return words.some(
    (word, index) =>
      index > 0 &&
      !/^(?:that|which|who|i|was|were)$/u.test(words[index - 1] ?? '') &&
      isDone(word, words[index + 1]),
  )
}

/** Is it the participle of a verb of doing? `set` and `cut` are their own. */
function isDone(word: string, next: string | undefined): boolean {
  const base = /(?:ed|en|t|de|ne|id|wn)$/u.test(word) ? baseForm(word) : null
  // `A set of …`.
  if (base === word && next === 'of') return false
  const kind = base === null ? undefined : verbKind(base)
  return kind === 'do' || kind === 'destroy'
}
