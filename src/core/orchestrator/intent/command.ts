import { isFunctionWord } from './english.ts'
import { namesThing } from './here.ts'
import { indexWords, nearWord } from './near-word.ts'
import { action, chat, unsure, type Reading } from './reading.ts'
import { bringsWords, byRule, isComposition, verbRules, wantsWords, type Manner } from './verb-rules.ts'
import { baseForm, verbKind, verbKindOfSlip, type VerbKind } from './verbs.ts'

const adverb =
  /^(?:(?:please|kindly|just|now|also|then|again|maybe|possibly|perhaps|quickly|immediately|automatically|carefully|simply|first|really|always|never mind and|at least|somehow|instead|go ahead and|try (?:to|and)|be able to|be so (?:kind|good) (?:as to|and)|be kind enough to|be willing to|help me(?: to| out and)?|help (?:us|with)(?: to)?|assist me (?:in|with)|(?:start|stop|begin|keep)(?= \w+ing\b)|begin to|proceed to|hurry up and|come and) )+/u

/** Commands that need no object. */
const wholeCommand = /^(?:undo|redo|pause|unpause|resume|skip|mute|unmute|restart|reboot|retry)$/u

/** The words of a command from its verb on. Null where there is no verb that is known, or that looks like one. */
export function readCommand(words: string, manner: Manner): Reading | null {
  const phrase = words.replace(adverb, '')
  const [verb = '', next = '', ...more] = phrase.split(' ')
  if (!mayCommand(verb, next)) return null
  const kind = kindOf(verb, next, manner)
  if (kind === undefined) return readUnknown(verb, next, manner) ?? readSecond(phrase, manner)
  if (isReport(phrase)) return unsure('begins like a command and goes on like a report')
  const rest = [next, ...more].join(' ').trim()
  if (rest === '' && manner.name === 'a command' && !manner.plea && !wholeCommand.test(verb))
    return unsure(`${verb}, and nothing else`)
  const helped = phrase !== words && /^(?:\w+ )?(?:help|assist) /u.test(words)
  const read = readers[kind](verb, rest, helped ? { ...manner, name: 'helped' } : manner)
  return read.leans === 'unsure' ? (readNext(rest, manner) ?? read) : read
}

function mayCommand(verb: string, next: string): boolean {
  return verb !== '' && (!isFunctionWord(verb) || (verb === 'do' && next === 'away'))
}

function kindOf(verb: string, next: string, { name }: Manner): VerbKind | undefined {
  const exact = verbKind(verb)
  if (exact !== undefined || next === '') return exact
  const base = name !== 'a command' && /(?:ing|ed)$/u.test(verb) ? baseForm(verb) : null
  return base === null ? verbKindOfSlip(verb) : verbKind(base)
}

/** `find the duplicates and delete them`: the first verb leaves it open, the next one does not. */
function readNext(rest: string, manner: Manner): Reading | null {
  const next = /^(?:(?!how\b|whether\b)\S+ )*?(?:and|then) (.+)/u.exec(rest)?.[1]
  if (next === undefined) return null
  const read = readCommand(next, manner)
  return read?.leans === 'action' ? read : null
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
  if (verbKind(verb) === 'do' && (bringsWords(rest) || (/\b(?:me|us)\b/u.test(rest) && wantsWords(rest))))
    return unsure(`${said} what one is told`)
  return action(manner.confidence, said)
}

function readLooking(verb: string, rest: string, manner: Manner): Reading {
  const said = `${manner.name} to ${verb}`
  if (wantsWords(rest)) return chat(0.8, `${said}, in words`)
  const ruled = byRule(verbRules.looking, verb, rest, manner)
  if (ruled) return ruled
  const second = /(?:^| )and (?=tell |let |say )(.+)/u.exec(rest)?.[1]
  if (second !== undefined && !namesThing(rest)) return readCommand(second, manner) ?? unsure(said)
  if (namesThing(rest)) return action(Math.min(manner.confidence, 0.85), `${said} what a computer holds`)
  return unsure(`${said}: from what it knows or from elsewhere`)
}

function readTelling(verb: string, rest: string, manner: Manner): Reading {
  return byRule(verbRules.telling, verb, rest, manner) ?? chat(0.92, `${manner.name} to ${verb}`)
}

function readThinking(verb: string, rest: string, manner: Manner): Reading {
  const said = `${manner.name} to ${verb}`
  if (verb === 'convert' && /\bPATH\b.* (?:to|into|as)\b/u.test(rest)) return action(0.85, said)
  return namesThing(rest) ? unsure(`${said} what a computer holds`) : chat(0.88, said)
}

function readWriting(verb: string, rest: string, manner: Manner): Reading {
  const said = `${manner.name} to ${verb}`
  if (isComposition(rest)) return chat(0.8, `${said}, in words`)
  return namesThing(rest) ? action(0.8, `${said} what a computer holds`) : unsure(said)
}

const questionWords = indexWords(['what', 'when', 'where', 'which', 'whose', 'tell', 'does'])

/** A first word that we do not know, before `the`, `my`, `it`: hardly anything but a verb stands there. */
function readUnknown(verb: string, next: string, { name }: Manner): Reading | null {
  if (!/^[a-z]{3,}$/u.test(verb)) return null
  if (name === 'forbidden') return verb === 'being' ? null : action(0.8, 'asks that something ends')
  if (name !== 'a command' || /(?:ing|ed|en|ly)$/u.test(verb) || nearWord(verb, questionWords) !== null)
    return null
  const object = /^(?:it|them|everything|all|my|our|this|that|these|those|every|PATH|CODE)$/u.test(next)
  return object ? action(0.7, `the form of a command: ${verb} ${next}`) : null
}

/** `Delete key not working`, `search fails with`: a noun, and what is the matter with it. */
function isReport(phrase: string): boolean {
  return /^\w+ (?!(?:the|a|an|my|your|all|this|that|these|those|i|we|you|they|sure|nothing|if|what|whatever|which|who|how|where|when|it|me|and)\b)(?:\w+ ){0,2}?(?:is|are|was|were|does|did|has|not|fails?|failed|keeps?|works?|says|shows)\b/u.test(
    phrase,
  )
}
