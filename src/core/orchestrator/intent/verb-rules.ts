import { namesThing } from './here.ts'
import { action, chat, unsure, type Reading } from './reading.ts'

/** How the command was put: bare, `can you …`, `I want you to …`, `I need to …`. */
export interface Manner {
  readonly name: 'a command' | 'asked' | 'wanted' | 'told' | 'proposed' | 'forbidden' | 'wished' | 'helped'
  /** How sure such a form is to want something done when its verb does. */
  readonly confidence: number
  /** It says please. */
  readonly plea: boolean
}

/** A verb, what may follow it, and what the two mean together. The first that fits counts. */
interface VerbRule {
  readonly verb: RegExp
  readonly rest?: RegExp
  readonly only?: readonly Manner['name'][]
  /** Only of what stands in no computer. */
  readonly elsewhere?: boolean
  readonly means: Reading
}

/** What one is told. */
const answers =
  /\b(?:info|information|facts?|trivia|instructions|tips|advice|suggestions?|recommendations?|ideas?|recipes?|jokes?|stor(?:y|ies)|explanation|tutorial|guide|steps|details|overview|meaning|definition|news|how to|ways? to)\b/u

/** Does it want nothing but words? */
export function wantsWords(words: string): boolean {
  return answers.test(words) && !namesThing(words)
}

/** What a model writes into its answer. */
const compositions =
  /\b(?:poems?|haikus?|limericks?|songs?|lyrics|story|stories|tales?|jokes?|puns?|riddles?|essays?|articles?|blog posts?|speech|toast|letters?|e-?mails?|paragraphs?|sentences?|summary|summaries|outlines?|examples?|recipes?|regex|quer(?:y|ies)|functions?|class|code|snippets?|program|algorithm|lists? of|tables? of|analogy|metaphors?|slogans?|taglines?|captions?|headlines?|titles?|names? for|ideas?|plans?|itinerary|dialogue|explanation|description|definition|questions?|arguments?|case|sense|guess|comparison|pros and cons|quiz|bio|cover letter|cv|resume)\b/u

const inWords = chat(0.85, 'in words')

const doing: readonly VerbRule[] = [
  // Who wishes to do these does them alone: motion and life, and the work of one's own hands.
  {
    verb: /^(?:go|join|jump|quit|move|run|sleep|return|enter|speak|talk|lose|spend|raise|boost)$/u,
    only: ['wished', 'helped'],
    means: unsure('may wish to do it alone'),
  },
  {
    verb: /^(?:make|build|cook|bake|fix|repair|replace|swap|substitute|fill|change|brew|wash|start|use|mix|protect|cover|put)$/u,
    only: ['wished', 'helped'],
    means: unsure('may wish to do it alone'),
  },
  { verb: /^remember$/u, only: ['asked', 'helped'], means: unsure('whether it remembers, or to remember') },
  { verb: /^(?:add|sum)$/u, rest: /^(?:up )?\d/u, means: inWords },
  { verb: /^(?:walk|run|take|talk|guide|lead|step)$/u, rest: /^me through\b/u, means: inWords },
  { verb: /^(?:fill|catch|keep|bring)$/u, rest: /^me (?:in|up|posted|updated|informed)\b/u, means: inWords },
  { verb: /^update$/u, rest: /^me\b/u, means: inWords },
  { verb: /^go$/u, rest: /^(?:over|through|into)\b/u, elsewhere: true, means: inWords },
  { verb: /^break$/u, rest: /\bdown$/u, elsewhere: true, means: inWords },
  { verb: /^clear$/u, rest: /^\w+ up$/u, elsewhere: true, means: inWords },
  { verb: /^(?:use|put)$/u, rest: /\bin a sentence\b/u, means: inWords },
  { verb: /^repeat$/u, rest: /^(?:that|yourself|what|the (?:last|question|answer))\b/u, means: inWords },
  { verb: /^answer$/u, rest: /^(?:me|(?:my|this|the|these) questions?)\b/u, means: inWords },
  { verb: /^do$/u, rest: /^(?:some|the) (?:math|maths|calculation)\b/u, means: inWords },
  { verb: /^bring$/u, rest: /^up (?:the|my|some)\b/u, elsewhere: true, means: inWords },
  { verb: /^take$/u, rest: /^(?:a guess|it easy|your time|care)\b/u, means: inWords },
  { verb: /^(?:talk|speak|respond|reply|answer)$/u, rest: /^(?:to me )?about\b/u, means: inWords },
  { verb: /^make$/u, rest: /^me (?:laugh|smile|happy|feel|understand)\b/u, means: inWords },
  { verb: /^remind(?:ing)?$/u, rest: /^(?:me|us) (?:what|who|where|why|how|which)\b/u, means: inWords },
  {
    verb: /^(?:change|turn|exchange|switch|break)$/u,
    rest: /^\W?\d/u,
    means: unsure('of a number'),
  },
  {
    verb: /^(?:create|make|prepare|design|build|draw)$/u,
    rest: compositions,
    elsewhere: true,
    means: unsure('what is made of words'),
  },
  { verb: /^share$/u, rest: /\bwith (?:me|us)\b/u, means: unsure('with whoever asks') },
]

const looking: readonly VerbRule[] = [
  { verb: /^/u, rest: /^(?:me )?(?:how|what it takes|an example|some examples)\b/u, means: inWords },
  {
    verb: /^(?:give|provide|hand|offer)$/u,
    rest: /^(?:me|us) (?:the|your|my|an? (?:idea|hint|reason|list|sense|number|estimate|update|word|name|quote|break ?down|run ?down|picture of))\b/u,
    elsewhere: true,
    means: inWords,
  },
  { verb: /^read$/u, rest: /^me\b|\b(?:to me|out|out loud|aloud|back)\b/u, elsewhere: true, means: inWords },
]

const telling: readonly VerbRule[] = [
  {
    verb: /^(?:tell|ask|inform|advise|thank|greet)$/u,
    rest: /^(?!(?:me|us|if|how|what|whether|when|where|why|who|the (?:story|truth|difference))\b)/u,
    means: unsure('somebody else'),
  },
  {
    verb: /^(?:consider|understand|pretend|assume|imagine|wish|introduce)$/u,
    rest: /\b(?:my|me|i|yourself)\b/u,
    means: unsure('something of this person'),
  },
  {
    verb: /^help$/u,
    rest: /^(?:(?:me|us)(?: out)?|out|please|with\b.*|(?:me|us) (?:out )?with\b.*)?$/u,
    means: { ...unsure('asks for help'), yields: true },
  },
  {
    verb: /^let$/u,
    rest: /^(?!(?:me|us|it|go)\b)\w+ (?:\w+ )?(?:know|have)\b/u,
    means: action(0.85, 'somebody know'),
  },
  {
    verb: /^let$/u,
    rest: /^me (?:know when (?:the|it|i|this|that|my|there)|hear (?!a|an|your|something|some|about|what|how|more))\b/u,
    means: unsure('know later, or hear'),
  },
  {
    verb: /^let$/u,
    rest: /^(?!(?:me|us) (?:know|hear|see|think|ask|tell|review|discuss|guess)\b)/u,
    means: unsure('something happen'),
  },
  { verb: /^name$/u, rest: /^(?:it|yourself|her|him|them)\b/u, means: unsure('something anew') },
  { verb: /^/u, rest: /\b(?:PATH|LINK)\b/u, means: unsure('about something here') },
]

export const verbRules = { doing, looking, telling }

/** What the first rule that fits says of a verb and its rest. */
export function byRule(
  rules: readonly VerbRule[],
  verb: string,
  rest: string,
  { name }: Manner,
): Reading | null {
  const rule = rules.find(
    (candidate) =>
      candidate.verb.test(verb) &&
      (candidate.rest?.test(rest) ?? true) &&
      (candidate.only?.includes(name) ?? true) &&
      !(candidate.elsewhere && namesThing(rest)),
  )
  return rule ? { ...rule.means, reason: `${name} to ${verb}, ${rule.means.reason}` } : null
}

/** Is it a text that is to be written? */
export function isComposition(words: string): boolean {
  return compositions.test(words)
}
