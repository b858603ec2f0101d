import type { Clause } from './clauses.ts'
import { readClause } from './clause.ts'
import { action, chat, unsure, type Reading } from './reading.ts'

export interface ReadClause {
  readonly clause: Clause
  readonly reading: Reading | null
}

/** Reads the clauses in order; a command within a question about doing is part of the question. */
export function readClauses(clauses: readonly Clause[]): ReadClause[] {
  const read: ReadClause[] = []
  let question: Reading | null = null
  for (const clause of clauses) {
    if (!clause.continues) question = null
    const own: Reading | null = readClause(clause)
    const within: boolean =
      question !== null && own !== null && own.leans !== 'chat' && !/\b(?:please|you|i)\b/u.test(clause.words)
    const reading: Reading | null = within ? question : own
    if (reading?.aboutDoing) question = reading
    read.push({ clause, reading })
    // What follows a colon is what the question or the task is about.
    if (clause.introduces && reading?.leans === 'chat' && !reading.courtesy) break
  }
  return read
}

/** From the clauses to the message: a clear command decides, and so do words alone; a mixture does not. */
export function combine(read: readonly ReadClause[]): Reading {
  const readings = read.flatMap(({ reading }) => (reading ? [reading] : []))
  const commands = readings.filter(({ leans }) => leans === 'action')
  const open = readings.find(({ leans }) => leans === 'unsure')
  const talk = readings.filter(({ leans, courtesy }) => leans === 'chat' && !courtesy)
  const surest = (of: readonly Reading[]): Reading | undefined =>
    of.toSorted((a, b) => b.confidence - a.confidence)[0]
  const command = surest(commands)
  const words = surest(talk)
  if (command && (command.confidence >= 0.8 || !words))
    return action(words ? command.confidence - 0.1 : command.confidence, command.reason)
  if (command) return unsure(`${command.reason}, and ${words?.reason}`)
  if (open && (!open.yields || !words)) return open
  if (words) return chat(words.confidence, words.reason)
  return readings[0] ?? unsure('nothing in its form tells what is wanted')
}
