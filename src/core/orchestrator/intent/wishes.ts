import { readCommand } from './command.ts'
import { action, chat, unsure, type Reading } from './reading.ts'
import { isComposition, wantsWords } from './verb-rules.ts'
import { wantsDone } from './wanted-state.ts'

/** `I want to …`: what comes after is a command, though less surely one to somebody else. */
const toDo =
  /^i (?:\w+ )?(?:(?:want|need|would like|would love|wish|am going|have got|would prefer)(?: now)? to|must|will(?: now)?) (.+)/u
const longing =
  /^i (?:\w+ )?(?:want|need|would like|would love|am needing|require|demand|must have|am (?:in the mood|looking|hoping|searching|seeking)(?: for)?) (.+)/u
const learning =
  /^(?:to )?(?:\w+ly )?(?:know|learn|understand|hear (?=(?:an?|my|your|some|something|what|about|how|more|if)\b)|see|find out|figure out|get to know|ask|talk|discuss|chat|read about|be sure|inquire|check if)\b/u
const changed =
  /^(?:your|the|my|this|that|it|these|those|all)(?: \w+){0,3} to (?:be|go|have|stay|look|say|use|run|start|stop)\b/u

/** `I want to …`, `I need my … cancelled`, `I need a …`. */
export function readWish(words: string, plea: boolean): Reading | null {
  const object = longing.exec(words)?.[1]
  const known = object === undefined ? null : readLearning(object)
  if (known) return known
  const command = toDo.exec(words)?.[1]
  const read = command === undefined ? null : readCommand(command, { name: 'wished', confidence: 0.72, plea })
  return read ?? (object === undefined ? null : readWanted(object))
}

function readLearning(object: string): Reading | null {
  if (/^(?:to )?know (?:if|whether) (?:i|we|you) (?:can|could|may)\b/u.test(object))
    return unsure('wants to know whether it can be done')
  return learning.test(object) ? chat(0.86, 'wants to know') : null
}

/** What nobody hands over: a word, a moment, a friend. */
const needed =
  /^(?:an?|another|one|new) (?:\w+ )?(?:answer|opinion|word|synonym|solution|hand|favou?r|help|clue|hint|reason|estimate|translation|conversion|break|hug|moment|second|minute|rest|friend|job|life|drink|coffee|nap|holiday|bit|lot|few|little|better|good|great|nice|best|way|place|partner|dog|cat|child|person|someone|somebody)\b/u

function readWanted(object: string): Reading {
  if (wantsWords(object)) return chat(0.78, 'wants to be told')
  if (changed.test(object)) return action(0.8, 'wants something otherwise')
  if (wantsDone(object) || / (?:gone|away|empty|open|closed|on|off|back)$/u.test(object))
    return action(0.8, 'wants something done')
  if (/^(?:an?|another|one|two|three|new) \w/u.test(object) && !needed.test(object) && !isComposition(object))
    return action(0.72, 'wants something new')
  return { ...unsure('wants something'), yields: true }
}

/** `The logs need to be …`, `it should be …`, `I do not want it any more`. */
export function readNeed(words: string): Reading | null {
  const state =
    /^(?!what|if|when|how|why|where)(?:\S+ ){1,6}?(?:needs?|should|must|has to|have to|ought to) (.+)/u.exec(
      words,
    )?.[1]
  if (state !== undefined && (wantsDone(`it ${state}`) || /^(?:to )?(?:all )?go$/u.test(state)))
    return action(0.75, 'needs something done')
  if (/\b(?:do|does) not (?:want|need|like)\b.* (?:anymore|any more|any longer)$/u.test(words))
    return action(0.75, 'wants something no longer')
  return /^i am (?:now )?(?:requesting|ordering|booking|asking for|cancelling|canceling)\b/u.test(words)
    ? action(0.78, 'asks for something')
    : null
}
