import type { Assistant } from '../core/assistant.ts'
import { readPolicy, type ApprovalOptions } from './approval.ts'
import { findPerson } from './ask-person.ts'
import { findConversation } from './conversation-id.ts'
import { exchange, exitCodeOf } from './exchange.ts'
import { readMessage } from './read-message.ts'
import { withAssistant, type Session } from './session.ts'
import { shortId } from './text.ts'
import { UsageError } from './usage-error.ts'

export interface AskOptions extends ApprovalOptions {
  /** Go on with this one: an id or its beginning. */
  readonly conversation?: string
  readonly thinking?: boolean
}

/**
 * Asks once and shows the answer, or the plan and its run. Exit code: 0; 1 when the answer or the run failed; 3 when a
 * plan waits or was declined; that of the signal when one stopped it.
 */
export async function ask(session: Session, words: readonly string[], options: AskOptions): Promise<number> {
  readPolicy(options)
  const text = words.length === 1 && words[0] === '-' ? await readMessage(session) : words.join(' ')
  if (session.ending.signal.aborted) return 1
  if (text.trim() === '') throw new UsageError('There is no message: nothing but blanks to ask.')
  return withAssistant(session, (assistant) => askOnce(assistant, session, text, options))
}

async function askOnce(
  assistant: Assistant,
  session: Session,
  text: string,
  options: AskOptions,
): Promise<number> {
  const { terminal, output, ending } = session
  const going =
    options.conversation === undefined ? null : await findConversation(assistant, options.conversation)
  const { started, outcome } = await exchange(
    assistant,
    {
      turnId: terminal.newId(),
      conversationId: going ? going.id : terminal.newId(),
      text,
      model: session.options.model,
    },
    session,
    {
      signal: ending.signal,
      thinking: options.thinking ?? false,
      policy: readPolicy(options),
      ask: findPerson(session),
    },
  )
  if (output.notesToTerminal && output.toTerminal && !going)
    output.quiet(`To go on: ask --conversation ${shortId(started.conversation.id)} "…"`)
  return exitCodeOf[outcome]
}
