import type { Assistant } from '../core/assistant.ts'
import { findConversation } from './conversation-id.ts'
import { readMessage } from './read-message.ts'
import { withAssistant, type Session } from './session.ts'
import { takeTurn } from './take-turn.ts'
import { UsageError } from './usage-error.ts'

export interface AskOptions {
  /** Go on with this one: an id or its beginning. */
  readonly conversation?: string
  readonly thinking?: boolean
}

/** Asks once and shows the answer. Exit code: 0, 1 when the answer failed, that of the signal when one stopped it. */
export async function ask(session: Session, words: readonly string[], options: AskOptions): Promise<number> {
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
  const { started, whole } = await takeTurn(
    assistant,
    {
      turnId: terminal.newId(),
      conversationId: going ? going.id : terminal.newId(),
      text,
      model: session.options.model,
    },
    session,
    { signal: ending.signal, thinking: options.thinking ?? false },
  )
  if (output.notesToTerminal && output.toTerminal && !going)
    output.quiet(`To go on: ask --conversation ${started.conversation.id.slice(0, 8)} "…"`)
  return whole ? 0 : 1
}
