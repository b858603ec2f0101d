import type { ReadMessage } from './clauses.ts'
import { holdsDestruction, isCommandLine } from './command-line.ts'
import type { ReadClause } from './decide.ts'
import { isFunctionWord } from './english.ts'
import { baseForm, verbKind, verbKindOfSlip } from './verbs.ts'

/**
 * Would carrying the message out take something away that may not come back? Errs to the side of yes: a plan raises
 * its risk by this and nothing is done because of it. Of what is a question or a report it is not asked.
 */

/** Ways of saying it without a verb of destruction. */
const roundabout =
  /\b(?:get(?:ting)? (?:me )?rid of|do(?:ing)? away with|throw(?:ing|n)? (?:\w+ ){0,4}(?:away|out)|take (?:\w+ ){1,4}(?:off|down|out)|cut (?:\w+ ){1,4}out|mak(?:e|ing) (?:\S+ ){1,6}?(?:disappear|vanish|go away|gone|history|empty|blank)|(?:be|are|is|it|them|all|everything|these|those|this|that|files?|\w+) (?:all )?gone$|(?:need|needs|has|have|ought|got) to go\b(?! (?:to|on|in|into|back|from|through|over|with|out|up|for)\b)|must go\b(?! (?:to|on|in|into|back|from|through|over|with|out|up|for)\b)|fre(?:e|eing) (?:up )?(?:\w+ ){0,3}(?:space|room|memory)|make (?:some |more )?(?:space|room)|(?:keep|leave|retain|spare) only|only (?:keep|leave|retain)|should (?:\w+ )?(?:disappear|vanish|go away|not exist)|rewrit(?:e|ing) (?:\w+ ){0,3}history|keep nothing|leave nothing|nothing (?:is |gets )?(?:left|remains|but|stays)|everything (?:except|but|other than)|all (?:\w+ )?(?:except|but)|do not (?:keep|leave|retain|spare|need .* (?:anymore|any more))|(?:good ?bye|bye) to|must die|(?:can|may|could|should) go$|(?:stop|quit) remembering|no longer (?:need|remember|know|keep)|(?:close|cancel|deactivate) (?:my |the |this )?account|without saving|sav(?:e|ing) over|deletion|removal of|erasure|start(?:ing)? (?:over|afresh|fresh|from scratch|again from)|from scratch|clean slate|blank slate|factory (?:settings|defaults?|reset|state)|hard reset|never want to see|out of (?:my|the) (?:sight|life|history|computer|disk)|write over|over ?writ(?:e|es|ing)|replace|replacing|replaces|(?:roll(?:ing)?|rolled) (?:\w+ )?back|revert|reverting|forget(?! to)|forgetting|unlearn|shut(?:ting)? (?:\w+ ){0,3}down|power(?:ing)? (?:\w+ ){0,3}off|reboot(?:ing)?|sign off for good|(?:permanently|irreversibly|for good|forever)|no trace|burn(?:ing)? (?:it|them|everything|the|all|down)|blow(?:ing)? (?:\w+ ){0,4}away|wash(?:ing)? away|sweep(?:ing)? (?:\w+ ){0,3}away|put (?:\w+ ){1,4}out of its misery|de ?dup(?:e|licate)|strip(?:ping)? (?:\w+ ){0,4}(?:out|away|from|of)|weed(?:ing)? out|root(?:ing)? out|thin(?:ning)? out|declutter(?:ing)?|spring clean(?:ing)?|tidy(?:ing)? (?:\w+ ){0,4}(?:away|up)|restore (?:\S+ ){0,4}(?:defaults?|backup|snapshot)|to (?:the )?(?:trash|bin|recycle bin|dev null)\b)/u

/** Devices that are lost when they are formatted. */
const formats =
  /\b(?:re ?)?format(?:s|ting)? (?:\S+ ){0,4}?(?:disks?|drives?|usb|partitions?|cards?|volumes?|sticks?|hdd|ssd|computer|laptop|machine|phone|PATH)\b/u

/** The object of the next words is only to be said, noted or found, not done. */
const onlySaid =
  /^(?:.* )?(?:remind(?: me| us)?(?: \w+){0,3} (?:to|about|of|that)|search(?: \S+){0,4} for|look(?:ing)? for|find (?:me )?(?:where|when|how|out|the word|mentions of)|tell (?!me|us)\w+ (?:to|that|about)|text \w+ (?:to|that)|e-?mail \w+ (?:to|that))\b/u

const negation =
  /(?:\b(?:not|never|without|avoid|instead of|rather than|stop|nothing (?:is|was|gets)|neither|nor|than|undo|do anything but)(?: (?:ever|yet|accidentally|just yet|be|get|to|any))?|\bafraid of) $/u
const goesOn = /\bnot (?:only|just|hesitate|forget|fail|wait)\b/u

export function isDestructive(message: ReadMessage, read: readonly ReadClause[]): boolean {
  const asked = read
    .filter(({ reading }) => !reading || reading.leans !== 'chat' || reading.confidence < 0.85)
    .map(({ clause }) => clause.words)
  if (asked.some(takesAway)) return true
  // A clause says `run this`; what is to be run stands in the code, or just so among the words.
  const runs = isCommandLine(message.text) || asked.some((words) => running.test(words))
  return holdsDestruction(runs ? message.text : message.prose)
}

/** Do its words, whatever they ask for, speak of taking something away? */
export function mentionsDestruction(message: ReadMessage): boolean {
  return message.clauses.some(({ words }) => takesAway(words)) || holdsDestruction(message.text)
}

const running =
  /\b(?:run|running|execute|exec|type|enter|launch|issue|perform|do|follow|apply|carry out|paste|eval)\b|^(?:CODE|QUOTE)/u

function takesAway(words: string): boolean {
  const said = onlySaid.exec(words)?.[0]
  if (said === undefined) return speaksOfIt(words)
  const after = words
    .slice(said.length)
    .split(/ (?:and|then|or) /u)
    .slice(1)
  return [said, ...after].some(speaksOfIt)
}

function speaksOfIt(words: string): boolean {
  const meant = words.replaceAll(/[-_]+/gu, ' ').trim()
  const around = roundabout.exec(meant)
  if (around && !isDenied(meant, around.index)) return true
  if (formats.test(meant) && !/\bnot (?:re ?)?format/u.test(meant)) return true
  let at = 0
  for (const word of meant.split(' ')) {
    if (isVerbOfDestruction(word, meant, at) && !isDenied(meant, at)) return true
    at += word.length + 1
  }
  return false
}

/** `do not delete`, `without deleting`; but `do not just copy, delete`. */
function isDenied(words: string, at: number): boolean {
  const before = words.slice(0, at)
  return negation.test(before) && !goesOn.test(before)
}

function isVerbOfDestruction(word: string, words: string, at: number): boolean {
  const exact = verbKind(word)
  if (exact !== undefined) return exact === 'destroy' && !isAdjective(word, words, at)
  if (isFunctionWord(word)) return false
  const base = baseForm(word)
  if (base === null) return verbKindOfSlip(word) === 'destroy'
  if (verbKind(base) !== 'destroy') return false
  // `the deleted file`, `files that I deleted` tell which; `I want it deleted` tells what to do.
  return (
    !word.endsWith('ed') ||
    /\b(?:want|need|needs|like|get|have|be|see|should|must)\b/u.test(words.slice(0, at)) ||
    words.endsWith('please')
  )
}

/** `the empty folder`, `a clean copy`: words that are both, after an article. */
function isAdjective(word: string, words: string, at: number): boolean {
  return (
    /^(?:empty|clean|clear|junk|bin|scrap|trash|drop|kill)$/u.test(word) &&
    /\b(?:an?|any|is|are|as|very|more) $/u.test(words.slice(0, at))
  )
}
