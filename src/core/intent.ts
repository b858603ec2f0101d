import { readForeignMemory } from './orchestrator/commands/foreign-memory.ts'
import { readMessage, type ReadMessage } from './orchestrator/intent/clauses.ts'
import { isCommandLine } from './orchestrator/intent/command-line.ts'
import { combine, readClauses, type ReadClause } from './orchestrator/intent/decide.ts'
import { isDestructive, mentionsDestruction } from './orchestrator/intent/destruction.ts'
import { isForeign } from './orchestrator/intent/english.ts'
import { action, chat, unsure, type Reading } from './orchestrator/intent/reading.ts'
import { followOf, isOffer, type Follow, type RecentMessage } from './orchestrator/intent/recent.ts'

export interface Intent {
  /** Talk, or do something; `unsure` where the form of the message does not tell. */
  readonly intent: 'chat' | 'action' | 'unsure'
  /** Doing it may take something away for good. Errs to the side of true; never set for chat. */
  readonly destructive: boolean
  /** 0 to 1: how clear the form is. Not a probability. */
  readonly confidence: number
  /** Why, in words, what decided first. */
  readonly reasons: readonly string[]
}

/**
 * What a message asks for, by how it is put and not by what it is about. English only, besides what is said outright to
 * be remembered or forgotten; whatever it cannot read is `unsure`. It reads the first 1,400 and the last 600 characters. `recentMessages` (newest last, without this one)
 * give a meaning to `yes, do it` and `the other one too`. The same input gives the same result.
 */
export function classifyIntent(text: string, recentMessages: readonly RecentMessage[]): Intent {
  const message = readMessage(text)
  const follow = followOf(wordsOf(message))
  return follow === null || recentMessages.length === 0
    ? classifyAlone(message)
    : classifyFollow(follow, recentMessages)
}

function classifyAlone(message: ReadMessage): Intent {
  const { text } = message
  const command = /^\s*\/([a-z]+)(?:\s|$)/u.exec(text)?.[1]
  if (command !== undefined) return result(action(0.99, `the command /${command}`), command === 'forget')
  const memory = readForeignMemory(text)
  if (memory?.kind === 'calls') {
    const forgets = memory.calls.some(({ name }) => name === 'forget')
    return result(action(0.95, 'says outright what is to be remembered or forgotten'), forgets)
  }
  const read = readClauses(message.clauses)
  const reading = readWhole(message, read)
  if (reading.leans === 'chat') return result(reading, false)
  if (isDestructive(message, read)) return result(reading, true)
  // What was not read may say anything.
  const unread = message.cut && reading.leans === 'action'
  return result(reading, unread, unread ? ['too long to be read whole'] : [])
}

function readWhole(message: ReadMessage, read: readonly ReadClause[]): Reading {
  if (isCommandLine(message.text)) return action(0.8, 'a line for a shell')
  const foreign = isForeign(wordsOf(message).split(' '), message.text)
  return foreign ? unsure('not English') : combine(read)
}

/** `yes`, `no`, `again`: the last offer of the assistant's, or else the last request, says what is meant. */
function classifyFollow(follow: Follow, recent: readonly RecentMessage[]): Intent {
  const last = recent.at(-1)
  const answer = last?.role === 'assistant' ? readMessage(last.content) : null
  const offered = answer !== null && isOffer(wordsOf(answer))
  if (follow === 'no')
    return result(offered ? chat(0.85, 'declines') : unsure('no, to what is not clear'), false)
  const request = recent.findLast(
    ({ role, content }) => role === 'user' && followOf(wordsOf(readMessage(content))) === null,
  )
  const asked = request ? classifyAlone(readMessage(request.content)) : null
  if (offered && follow === 'yes')
    return result(
      action(0.85, 'agrees to what was offered'),
      Boolean(asked?.destructive) || mentionsDestruction(answer),
    )
  if (asked?.intent === 'action' && follow === 'again')
    return result(action(0.85, 'wants the same again'), asked.destructive)
  return result(unsure('refers to something that is not clear'), Boolean(asked?.destructive))
}

function result(
  { leans, confidence, reason }: Reading,
  destructive: boolean,
  more: readonly string[] = [],
): Intent {
  const reasons = [reason, ...more, ...(destructive ? ['may take something away for good'] : [])]
  return { intent: leans, destructive, confidence: Number(confidence.toFixed(2)), reasons }
}

function wordsOf(message: ReadMessage): string {
  return message.clauses.map(({ words }) => words).join(' ')
}
