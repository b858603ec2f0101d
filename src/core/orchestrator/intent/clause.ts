import type { Clause } from './clauses.ts'
import { readCommand } from './command.ts'
import { readCourtesy } from './courtesy.ts'
import { dropOpeners } from './openers.ts'
import { readLateQuestion, readQuestion } from './questions.ts'
import { action, chat, unsure, type Reading } from './reading.ts'
import { readRequest } from './requests.ts'
import { baseForm, verbKind } from './verbs.ts'
import { readNeed, readWish } from './wishes.ts'

/** What a clause asks for. Null where its form tells nothing: half a sentence, a remark, another language. */
export function readClause(clause: Clause): Reading | null {
  const courtesy = readCourtesy(clause.words)
  if (courtesy) return courtesy
  const { rest: said, plea } = dropOpeners(clause.words)
  if (said === '') return null
  const rest = /^(?:need|want|would like)\b/u.test(said) ? `i ${said}` : said
  return (
    readCourtesy(rest) ??
    readNegation(rest) ??
    readRequest(rest, plea) ??
    readQuestion(rest, clause.asks) ??
    readWish(rest, plea) ??
    readImperative(rest, clause.asks, plea) ??
    readInner(rest, plea) ??
    readNeed(rest) ??
    readLateQuestion(rest, clause.asks) ??
    readRemark(rest)
  )
}

/** `Do not …` asks to leave something alone, unless something has to end: `… any more`. */
function readNegation(words: string): Reading | null {
  if (!/^(?:do not|never|not)\b/u.test(words)) return null
  if (/^do not (?:let me forget|forget to)\b/u.test(words)) return action(0.85, 'asks to be reminded')
  if (/\b(?:anymore|any more|any longer)$/u.test(words)) return action(0.8, 'asks that something ends')
  return unsure('asks to leave something alone')
}

function readImperative(words: string, asks: boolean, plea: boolean): Reading | null {
  const read = readCommand(words, { name: 'a command', confidence: asks ? 0.7 : 0.95, plea })
  return read?.leans === 'action' && asks && !plea ? unsure('a command, asked') : read
}

/** A request that begins late: `for Friday can you …`, `under this name book …`. */
function readInner(words: string, plea: boolean): Reading | null {
  const asked = /\b((?:can|could|would|will) you (?!(?:be|have|rather|say|like)\b).+)/u.exec(words)?.[1]
  if (asked !== undefined) return readRequest(asked, plea)
  const wanted = /\b(i (?:want|need|would like) you to .+)/u.exec(words)?.[1]
  if (wanted !== undefined) return readRequest(wanted, plea)
  const late =
    /^(?:under|for|on|in|at|from|with|using|to|before|after|by|as|every|each|tomorrow|today|tonight|once|whenever) (?:\S+ ){1,6}?([a-z]+ (?:an?|the|my|me|it|this|that|these|those|all|your)\b.*)/u.exec(
      words,
    )?.[1]
  if (late === undefined || verbKind(late.split(' ')[0] ?? '') === undefined) return null
  const read = readCommand(late, { name: 'a command', confidence: 0.75, plea })
  return read?.leans === 'action' ? read : null
}

const opinion =
  /^(?:i|we) (?:\w+ly |also |just |still |always |never )?(?:like|love|think|believe|feel(?! like)|enjoy|guess|hope|wonder|am not sure|do not (?:know|understand|get|remember) (?:how|what|why|if|where|when|who|which)|agree|disagree|understand|see|know|live|work|was|were|did|tried|saw|read|heard|found|got|had|made|went|used to|am (?:not )?(?:a|an|working|learning|writing|reading|from|in love|thinking|wondering|curious)|have a question)\b/u
const aboutIt =
  /^(?:you (?:are|were|have|look|sound|seem)|(?:he|she|they|that|it|this) (?:was|were|sounds|seems|looks|worked))\b(?!.*\btoo\b)/u

const past =
  /\b(?:yesterday|ago|last|this morning|already|earlier|before|once|just|when|because|by accident|accidentally|recently|myself)\b/u
const report =
  /^(?:(?:yesterday|today|earlier|recently|this \w+|last \w+) )?(?:i|we) (?:have |had |already |just |\w+ly )*(\w+)/u

/** Reports and opinions. */
function readRemark(words: string): Reading | null {
  if (opinion.test(words)) return chat(0.72, 'a remark')
  const verb = past.test(words) ? report.exec(words)?.[1] : undefined
  if (verb !== undefined && verbKind(verb) === undefined && !verb.endsWith('ing') && baseForm(verb) !== null)
    return chat(0.75, 'a report')
  return aboutIt.test(words) ? chat(0.7, 'a remark') : null
}
