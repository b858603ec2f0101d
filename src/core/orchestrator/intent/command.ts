import { determiners, isFunctionWord } from './english.ts'
import { namesThing } from './here.ts'
import { indexWords, nearWord } from './near-word.ts'
import { action, chat, unsure, type Reading } from './reading.ts'
import { byRule, isComposition, verbRules, wantsWords, type Manner } from './verb-rules.ts'
import { baseForm, verbKind, verbKindOfSlip, type VerbKind } from './verbs.ts'

const adverb =
  /^(?:(?:please|kindly|just|now|also|then|again|maybe|possibly|perhaps|quickly|immediately|automatically|carefully|simply|first|really|always|never mind and|at least|somehow|instead|go ahead and|try (?:to|and)|be able to|be so (?:kind|good) (?:as to|and)|be kind enough to|be willing to|help me(?: to| out and)?|help (?:us|with)(?: to)?|assist me (?:in|with)|(?:start|stop|begin|keep)(?= \w+ing\b)|begin to|proceed to|hurry up and|come and) )+/u

/** The words of a command from its verb on. Null where there is no verb that is known, or that looks like one. */
export function readCommand(words: string, manner: Manner): Reading | null {
  const phrase = words.replace(adverb, '')
  const [verb = '', next = '', ...more] = phrase.split(' ')
  if (verb === '' || isFunctionWord(verb)) return null
  const kind = kindOf(verb, next, manner)
  if (kind === undefined) return readUnknown(verb, next, manner) ?? readSecond(phrase, manner)
  if (isReport(phrase)) return unsure('begins like a command and goes on like a report')
  const rest = [next, ...more].join(' ').trim()
  if (rest === '' && manner.name === 'a command' && !manner.plea) return unsure(`${verb}, and nothing else`)
  const helped = phrase !== words && /^(?:\w+ )?(?:help|assist) /u.test(words)
  return readers[kind](verb, rest, helped ? { ...manner, name: 'helped' } : manner)
}

function kindOf(verb: string, next: string, { name }: Manner): VerbKind | undefined {
  const exact = verbKind(verb)
  if (exact !== undefined || next === '') return exact
  const base = name !== 'a command' && verb.endsWith('ing') ? baseForm(verb) : null
  return base === null ? verbKindOfSlip(verb) : verbKind(base)
}

/** `act swiftly and freeze …`: the verb that counts is the second. */
function readSecond(phrase: string, manner: Manner): Reading | null {
  const second = /^\w+ (?:\w+ )?(?:and|or) (.+)/u.exec(phrase)?.[1]
  return second === undefined || manner.name === 'a command' ? null : readCommand(second, manner)
}

const readers: Readonly<Record<VerbKind, (verb: string, rest: string, manner: Manner) => Reading>> = {
  destroy: readDoing,
  do: readDoing,
  look: readLooking,
  tell: readTelling,
  think: readThinking,
  write: readWriting,
}

function readDoing(verb: string, rest: string, manner: Manner): Reading {
  const ruled = byRule(verbRules.doing, verb, rest, manner)
  if (ruled) return ruled
  const said = `${manner.name} to ${verb}`
  if (/\b(?:me|us)\b/u.test(rest) && wantsWords(rest)) return unsure(`${said} what one is told`)
  return action(manner.confidence, said)
}

function readLooking(verb: string, rest: string, manner: Manner): Reading {
  const said = `${manner.name} to ${verb}`
  if (wantsWords(rest)) return chat(0.8, `${said}, in words`)
  const ruled = byRule(verbRules.looking, verb, rest, manner)
  if (ruled) return ruled
  const second = /^and (.+)/u.exec(rest)?.[1] ?? / and (?=tell |let )(.+)/u.exec(rest)?.[1]
  const read = second === undefined ? null : readCommand(second, manner)
  if (read) return read
  if (namesThing(rest)) return action(Math.min(manner.confidence, 0.85), `${said} what a computer holds`)
  return unsure(`${said}: from what it knows or from elsewhere`)
}

function readTelling(verb: string, rest: string, manner: Manner): Reading {
  return byRule(verbRules.telling, verb, rest, manner) ?? chat(0.92, `${manner.name} to ${verb}`)
}

function readThinking(verb: string, rest: string, manner: Manner): Reading {
  const said = `${manner.name} to ${verb}`
  return namesThing(rest) ? unsure(`${said} what a computer holds`) : chat(0.88, said)
}

function readWriting(verb: string, rest: string, manner: Manner): Reading {
  const said = `${manner.name} to ${verb}`
  if (namesThing(rest)) return action(0.8, `${said} what a computer holds`)
  return isComposition(rest) ? chat(0.8, `${said}, in words`) : unsure(said)
}

const questionWords = indexWords(['what', 'when', 'where', 'which', 'whose', 'tell', 'does'])

/** A first word that we do not know, before `the`, `my`, `it`: hardly anything but a verb stands there. */
function readUnknown(verb: string, next: string, { name }: Manner): Reading | null {
  if (!/^[a-z]{3,}$/u.test(verb)) return null
  if (name === 'forbidden') return verb === 'being' ? null : action(0.8, 'asks that something ends')
  if (name !== 'a command' || /(?:ing|ed|en|ly)$/u.test(verb) || nearWord(verb, questionWords) !== null)
    return null
  const object = determiners.has(next) || /^(?:it|them|everything|PATH|CODE)$/u.test(next)
  return object ? action(0.7, `the form of a command: ${verb} ${next}`) : null
}

/** `Delete key not working`, `search fails with`: a noun, and what is the matter with it. */
function isReport(phrase: string): boolean {
  return /^\w+ (?!(?:the|a|an|my|your|all|this|that|these|those|i|we|you|they|if|what|whatever|which|who|how|where|when|it|me|and)\b)(?:\w+ ){0,2}?(?:is|are|was|were|does|did|has|not|fails?|failed|keeps?|works?|says|shows)\b/u.test(
    phrase,
  )
}
