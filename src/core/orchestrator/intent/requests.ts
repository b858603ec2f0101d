import { readCommand } from './command.ts'
import { chat, unsure, type Reading } from './reading.ts'
import type { Manner } from './verb-rules.ts'
import { wantsDone } from './wanted-state.ts'

/** Ways of asking somebody to do something. The rest of the clause, from the verb on, is what they ask. */
const asking: readonly (readonly [name: Manner['name'], confidence: number, pattern: RegExp])[] = [
  [
    'asked',
    0.88,
    /^(?:would|do) you (?:mind|be willing to|be able to|be so (?:kind|good) (?:as to|and)|like to|care to) (.+)/u,
  ],
  ['asked', 0.9, /^(?:can|could|would|will|may|might|can not|could not|will not|would not) you (.+)/u],
  [
    'asked',
    0.88,
    /^(?:i (?:was |am )?wonder(?:ing)? (?:if|whether)|it would be \w+ if|i (?:would|will|should) (?:\w+ )?(?:appreciate|love|like|prefer) (?:it )?if|is there (?:any|a) (?:way|chance)(?: that)?|any chance|do you think|i (?:am |was )?hop(?:e|ing)(?: that)?) you (?:can |could |would |will |might )?(.+)/u,
  ],
  ['asked', 0.88, /^(?:may|can|could|might) (?:i|we) (?:please )?(?:ask|trouble|bother|get) you to (.+)/u],
  ['asked', 0.85, /^(?:is|would) it (?:be )?possible for you to (.+)/u],
  [
    'wanted',
    0.92,
    /^(?:what )?i (?:\w+ )?(?:want|need|would like|would love|would prefer|expect|ask|require|order|am asking|am telling|am hoping for|have)(?: for)? you to (.+)/u,
  ],
  [
    'told',
    0.85,
    /^you (?:\w+ )?(?:can|could|must|should|shall|may|will|need to|have to|ought to|had better|better) (.+)/u,
  ],
  [
    'proposed',
    0.85,
    /^(?:why do not you|why not|how about you|how about we|how about|let us|you know what) (.+)/u,
  ],
  ['forbidden', 0.85, /^(?:stop|quit|cease|no more) (?=\w+ing\b)(.+)/u],
]

/** `can you`, `I want you to`, `would you mind` and their like. */
export function readRequest(words: string, plea: boolean): Reading | null {
  for (const [name, confidence, pattern] of asking) {
    const rest = pattern.exec(words)?.[1]
    if (rest === undefined) continue
    if (isAboutAbility(words, plea) && !wantsDone(rest.replace(/^have /u, '')))
      return chat(0.8, 'a question about what it can do')
    const read = readCommand(rest, { name, confidence, plea })
    if (name === 'told' && read?.leans === 'chat') return unsure('told, in words')
    return read ?? (name === 'asked' ? unsure('asked for something') : null)
  }
  return null
}

const ofItself =
  /^(?:can|could|will) you (?:\w+ly )?(?:be (?!so |kind |good |willing |able )|(?:feel|think|dream|hear|see|understand|really|even|ever|act|learn|still|have|know)\b|do (?:anything|something|math|that)\b)|^would you (?:rather|say|prefer|recommend|consider|be (?!so |kind |good |willing |able )|describe|call yourself|have)\b/u
const ofAnything =
  /^(?:can|will) you (?:\w+|look up|search for|back up|work with|deal with) (?:(?:and|or) \w+ )?(?:(?:(?:all|any|many|different|other) )?(?:kinds|types|sorts) of \w+|(?:the )?(?:web|internet|net|news)|\w+(?<!s)s|code|music|email|(?!(?:the|my|all|these|those|this|that|our|your|his|her|their|every|both|\d+) )\w+ (?:files|folders|commands|documents|images|emails|pages|messages|pictures|videos|programs|scripts|languages))(?: (?:too|as well|on (?:my|a) (?:computer|mac|pc)))?$/u

/** `Can you feel …`: of itself. `Can you delete files?`: of no files in particular. */
function isAboutAbility(words: string, plea: boolean): boolean {
  return ofItself.test(words) || (!plea && ofAnything.test(words))
}
