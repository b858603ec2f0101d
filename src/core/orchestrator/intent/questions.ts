import { readCommand } from './command.ts'
import { namesThingHere } from './here.ts'
import { action, chat, unsure, type Reading } from './reading.ts'
import { wantsWords } from './verb-rules.ts'
import { wantsDone } from './wanted-state.ts'

const aboutDoing =
  /^(?:how (?:do|does|did|can|could|would|should|to|might|is|are|come|am)|what (?:is|are|would be) (?:the|some|a|your) (?:\w+ )?(?:best |right |proper |easiest |fastest |safe |safest )?(?:ways?|command|steps?|method)|what (?:happens|would happen|will happen|do i (?:need|have)|should i|can i|command|steps?)|(?:should|can|could|may|must|would|do|did|have) i|(?:is|are) (?:it|there) (?:\w+ )?(?:safe|okay|possible|allowed|necessary|bad|legal|way)|who (?:can|should)|where (?:do|can|should|would|could) i|when (?:should|do|can) i|why (?:should|would))\b/u
const byQuestionWord =
  /^(?:(?:at|in|on|for|from|to|with|by|of|about|since|until) )?(?:what|why|where|who|whom|whose|which|how)\b/u
const when = /^when (?:is|are|was|were|do|does|did|will|would|should|can|could|has|have|am)\b/u
const inverted =
  /^(?:(?:am|is|are|was|were|does|did|has|had) \S|(?:do|have|should|shall|must|will|would|could|can|may|might)(?: not)? (?:i|you|he|she|it|we|they|there|this|that|these|those|the|my|your|our|his|her|any|anyone|anything|some|someone|one|people|\S+ \S+)\b)/u
/** Of what was, or of the assistant: no look at what is here answers these. */
const notOfHere = /^(?:did|have|has|was|were|do you|are you|what if|who are|what are you)\b/u

/** Questions by their first words. `can you …` and its like have been read before. */
export function readQuestion(words: string, asks: boolean): Reading | null {
  const request = readPoliteQuestion(words, asks)
  if (request) return request
  // `Do it`, `do the washing`.
  if (/^do (?:it|this|that|the|my|all|away|an?|some|nothing|everything)\b/u.test(words) && !asks) return null
  if (aboutDoing.test(words)) return { ...chat(0.95, 'a question about doing something'), aboutDoing: true }
  const asked = byQuestionWord.test(words)
  if (!asked && !when.test(words) && !inverted.test(words)) return null
  return notOfHere.test(words)
    ? chat(0.9, 'a question')
    : (ofHere(words) ?? chat(asked ? 0.93 : 0.88, 'a question'))
}

function ofHere(words: string): Reading | null {
  return namesThingHere(words) ? unsure('a question about something here') : null
}

const openQuestion =
  /\S (?:get|have|make|let) you (?:to )?\w+|\b(?:if|for) you to\b|^(?:is|would) it .* (?:if|to|for) .*\byou\b|^(?:do|would) you (?:mind|object|care)\b|^what do you say\b/u

/** Questions in form that may be requests in meaning. */
function readPoliteQuestion(words: string, asks: boolean): Reading | null {
  if (/^(?:what|how) about\b/u.test(words)) return unsure('asks about something that was named before')
  const permission = /^(?:(?:can|could|may|shall|might) (?:i|we)|am i able to)\b/u.test(words)
    ? readPermission(words)
    : null
  if (permission && (!asks || permission.leans === 'action')) return permission
  const done = asks ? null : readHaving(words)
  if (done) return done
  if (openQuestion.test(words)) return unsure('a question that may be a request')
  if (ability.test(words)) return readAbility(words)
  return words.startsWith('would it be possible to')
    ? unsure('asks whether something is possible, or for it')
    : null
}

const ability =
  /^are you (?:able|willing|okay|ready|capable|free|available|open|up)\b.* (?:to|of)\b|^is it possible to\b/u

/** `Can the log be moved`, `have it sent`, `have somebody send it`. */
function readHaving(words: string): Reading | null {
  const somebody = /^have (?:someone|somebody|it|them|him|her) ([a-z]+ .+)/u.exec(words)?.[1]
  const read =
    somebody === undefined ? null : readCommand(somebody, { name: 'wanted', confidence: 0.8, plea: false })
  if (read) return read
  const passive = /^(?:can|could) (.+? be .+)|^have (.+)/u.exec(words)
  return passive && wantsDone(passive[1] ?? passive[2] ?? '') ? action(0.8, 'asks to have it done') : null
}

/** `Are you able to …`, `is it possible to …`: of anything at all, or of this one? */
function readAbility(words: string): Reading {
  const rest = words.replace(/^.*? (?:to|of) /u, '')
  const read = readCommand(rest, { name: 'asked', confidence: 0.8, plea: false })
  const particular = /\b(?:my|me|this|that|these|those|the|PATH|QUOTE|LINK|\d+)\b/u.test(rest)
  return read?.leans === 'action' && particular
    ? unsure('asks whether it is able to, or for it')
    : chat(0.8, 'a question about what is possible')
}

/** `Can I …`, `can we …`. */
function readPermission(words: string): Reading {
  const [, who, rest = ''] = /^\w+ (i|we) (?:please |able to )?(.+)/u.exec(words) ?? []
  const read = who === 'we' ? readCommand(rest, { name: 'proposed', confidence: 0.8, plea: false }) : null
  if (read?.leans === 'action') return read
  if (wantsWords(rest)) return chat(0.75, 'asks to be told')
  if (rest.startsWith('have ') && wantsDone(rest.slice(5))) return action(0.8, 'wants something done')
  return /^(?:ask|know|trust|count|afford|keep|take|see if|safely|still|really)\b/u.test(rest)
    ? chat(0.8, 'asks whether it may')
    : unsure('asks whether it may, or asks to have it done')
}

const within =
  /\b(?:what|which|how|who|when|where|why) (?:is|are|do|does|did|was|were|will|would|should|can|could|am|has|have|many|much|long|far|old|often|kind|type|time|sort)\b|\b(?:in|at|on|for|of|to|with) (?:what|which)\b|\bquestion is\b|^(?:the |a |any )?(?:ways?|procedure|steps|method|instructions|recipe|tips|advice|ideas) (?:to|for|on) |(?:^|[a-z] )(?:what|where|when|who|why|how)(?: exactly| then)?$/u
const afterCondition =
  /^(?:in|on|at|for|with|from|if|after|before|when|while|assuming|suppose) .*\b(?:do|does|did|is|are|can|could|will|would|should|am|was|were) (?:i|we|they|it|there|he|she|my|the)\b/u

/** A question that begins late: `in Australia which …`, `… is spelled how`. */
export function readLateQuestion(words: string, asks: boolean): Reading | null {
  if (/^(?:what if|suppose|imagine|hypothetically|say i)\b/u.test(words)) return chat(0.85, 'what if')
  if (within.test(words) && !/^(?:i|we|he|she|they) (?:\w+ )?(?:want|need|forgot)/u.test(words))
    return ofHere(words) ?? chat(0.8, 'a question within')
  if (afterCondition.test(words)) return chat(0.75, 'a question after its condition')
  return asks && words.includes(' ') ? (ofHere(words) ?? chat(0.7, 'ends as a question')) : null
}
