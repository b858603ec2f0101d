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
  /\b(?:info|information|facts?|trivia|instructions|tips|advice|suggestions?|recommendations?|ideas?|recipes?|jokes?|stor(?:y|ies)|explanation|tutorial|directions|guide|steps|details|overview|pros and cons|reasons|differences?|advantages|disadvantages|meaning|definition|news|how to|ways? to)\b/u

/** Does it want nothing but words? */
export function wantsWords(words: string): boolean {
  return answers.test(words) && !namesThing(words)
}

const toldDirectly = new RegExp(
  `^(?:(?:me|us) )?(?:an? |some |any |the |another |more |your )?(?:\\w+ ){0,2}?${answers.source}`,
  'u',
)

/** Is what one is told the very object of the verb? */
export function bringsWords(words: string): boolean {
  return toldDirectly.test(words) && !namesThing(words)
}

/** What a model writes into its answer. */
const compositions =
  /\b(?:poems?|haikus?|limericks?|songs?|lyrics|story|stories|tales?|jokes?|puns?|riddles?|essays?|articles?|blog posts?|speech|toast|letters?|e-?mails?|paragraphs?|sentences?|summary|summaries|outlines?|examples?|recipes?|regex|quer(?:y|ies)|functions?|class|code|snippets?|program|algorithm|lists? of|tables? of|analogy|metaphors?|slogans?|taglines?|captions?|headlines?|titles?|names? for|ideas?|plans?|itinerary|dialogue|explanation|description|definition|questions?|arguments?|case|sense|guess|comparison|pros and cons|quiz|bio|cover letter|cv|resume)\b/u

const inWords = chat(0.85, 'in words')

const doing: readonly VerbRule[] = [
  // Who wishes to do these does them alone: motion and life, and the work of one's own hands.
  {
    verb: /^(?:go|join|jump|quit|move|run|sleep|return|enter|speak|talk|lose|spend|raise|boost|save|lower|reduce|increase|keep|extend|cut)$/u,
    only: ['wished', 'helped'],
    elsewhere: true,
    means: unsure('may wish to do it alone'),
  },
  {
    verb: /^(?:make|build|cook|bake|fix|repair|replace|swap|substitute|fill|change|brew|wash|start|use|mix|protect|cover|put)$/u,
    only: ['wished', 'helped'],
    elsewhere: true,
    means: unsure('may wish to do it alone'),
  },
  { verb: /^remember$/u, only: ['asked', 'helped'], means: unsure('whether it remembers, or to remember') },
  // `Pay date`, `return policy`: a noun, and what one wants to know of it.
  {
    verb: /^/u,
    rest: /^(?:status|dates?|day|history|policy|balance|fees?|limits?|reviews?|rates?|amount|total|hours|requirements?|rules?|options?|price|costs?|quality|meaning)\b/u,
    only: ['a command'],
    elsewhere: true,
    means: unsure('or a noun of that name'),
  },
  // `Take a look`, `run a check`: the verb is in the noun.
  {
    verb: /^(?:do|make|run|take|perform|conduct)$/u,
    rest: /^(?:me )?(?:an?|some|the|another) (?:\w+ )?(?:look|search|check|guess|calculation|comparison|analysis|estimate|count|list|suggestion|recommendation|decision|choice|wish|point|bet)\b/u,
    elsewhere: true,
    means: unsure('what may be words'),
  },
  {
    verb: /^(?:flip|toss|roll|draw|pick|throw)$/u,
    rest: /^(?:an?|the|some|two|\d) (?:\w+ )?(?:coins?|die|dice|card|number)\b/u,
    means: inWords,
  },
  { verb: /^(?:hold|hang)$/u, rest: /^on\b/u, means: unsure('a moment') },
  { verb: /^(?:refresh|jog)$/u, rest: /^my memory\b/u, means: inWords },
  { verb: /^(?:add|sum)$/u, rest: /^(?:up )?\d/u, means: inWords },
  { verb: /^(?:walk|run|take|talk|guide|lead|step)$/u, rest: /^me through\b/u, means: inWords },
  { verb: /^(?:fill|catch|keep|bring)$/u, rest: /^me (?:in|up|posted|updated|informed)\b/u, means: inWords },
  { verb: /^update$/u, rest: /^me\b/u, means: inWords },
  { verb: /^(?:go|carry)$/u, rest: /^(?:on|ahead)$/u, means: inWords },
  { verb: /^go$/u, rest: /^(?:over|through|into (?:more )?details?)\b/u, elsewhere: true, means: inWords },
  { verb: /^break$/u, rest: /\bdown$/u, elsewhere: true, means: inWords },
  { verb: /^clear$/u, rest: /^\w+ up$/u, elsewhere: true, means: inWords },
  { verb: /^(?:use|put)$/u, rest: /\bin a sentence\b/u, means: inWords },
  { verb: /^repeat$/u, rest: /^(?:that|yourself|what|the (?:last|question|answer))\b/u, means: inWords },
  { verb: /^repeat$/u, rest: /^(?:my|your|it|this)\b/u, means: unsure('in words or in deeds') },
  { verb: /^answer$/u, rest: /^(?:me\b|.*\bquestions?\b)/u, means: inWords },
  { verb: /^do$/u, rest: /^(?:some|the) (?:math|maths|calculation)\b/u, means: inWords },
  { verb: /^bring$/u, rest: /^up (?:the|my|some)\b/u, elsewhere: true, means: inWords },
  { verb: /^take$/u, rest: /^(?:a guess|it easy|your time|care)\b/u, means: inWords },
  { verb: /^(?:talk|speak|respond|reply|answer)$/u, rest: /^(?:to me )?about\b/u, means: inWords },
  {
    verb: /^(?:make|create)$/u,
    rest: /^(?:me |up )?(?:an? |some )(?:\w+ )?(?:jokes?|puns?|poems?|haikus?|limericks?|rhymes?|riddles?|stor(?:y|ies)|toast|slogans?)\b/u,
    means: inWords,
  },
  { verb: /^make$/u, rest: /^me (?:laugh|smile|happy|feel|understand)\b/u, means: inWords },
  {
    verb: /^remind(?:ing)?$/u,
    rest: /^(?:me|us) (?:(?:of|about) )?(?:what|who|where|why|how|which)\b/u,
    means: inWords,
  },
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
  { verb: /^give$/u, rest: /\b(?:our|this) (?:conversation|chat)\b/u, means: inWords },
  { verb: /^get$/u, rest: /^(?:me )?rid of\b/u, means: action(0.9, 'of something') },
  { verb: /^/u, rest: /^(?:me )?(?:how|what it takes|an example|some examples)\b/u, means: inWords },
  {
    verb: /^(?:give|provide|hand|offer)$/u,
    rest: /^(?:me|us) (?:the|your|my|an? (?:idea|hint|reason|list|sense|number|estimate|update|word|name|quote|break ?down|run ?down|picture of))\b/u,
    elsewhere: true,
    means: inWords,
  },
  { verb: /^get$/u, rest: /^me an? \w/u, means: action(0.75, 'for this person') },
  { verb: /^read$/u, rest: /^me\b|\b(?:to me|out|out loud|aloud|back)\b/u, elsewhere: true, means: inWords },
]

const telling: readonly VerbRule[] = [
  { verb: /^say$/u, rest: /^good ?bye to (?!me|us|every)/u, means: unsure('so, or to have it gone') },
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

/** Is it a text that is to be written? What the text is about, or for, does not count. */
export function isComposition(words: string): boolean {
  const [text = ''] = words.split(/ (?:about|that|which|who|of|on|where|for) /u)
  return compositions.test(text) && !namesThing(text)
}
