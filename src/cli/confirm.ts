import { findPerson } from './ask-person.ts'
import type { Session } from './session.ts'

/** Asks yes or no on stderr. Where nobody sits at both ends there is nobody to ask: the command was the answer. */
export async function confirm(session: Session, question: string): Promise<boolean> {
  const ask = findPerson(session)
  if (ask === null) return true
  const answer = await ask(`${question} [y/N] `, session.ending.signal)
  return /^y(es)?$/i.test((answer ?? '').trim())
}
