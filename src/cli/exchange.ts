import type { Assistant } from '../core/assistant.ts'
import type { StartTurn } from '../core/start-turn.ts'
import type { StartedTurn } from '../shared/contract.ts'
import type { Policy } from './approval.ts'
import type { AskPerson } from './ask-person.ts'
import { followConversation } from './conversation-events.ts'
import type { Session } from './session.ts'
import { settle, type Outcome } from './settle.ts'
import { takeTurn, type TurnOptions } from './take-turn.ts'

export interface ExchangeOptions extends TurnOptions {
  readonly policy: Policy
  /** Null where there is nobody to ask. */
  readonly ask: AskPerson | null
}

export interface Exchange {
  readonly started: StartedTurn
  readonly outcome: Outcome
}

/**
 * One message and all that comes of it: the answer, or a plan, its approval and its run, and what the model says of that.
 * With `--json` it is printed at the end, as one object.
 */
export async function exchange(
  assistant: Assistant,
  input: StartTurn,
  session: Session,
  { policy, ask, ...options }: ExchangeOptions,
): Promise<Exchange> {
  const events = followConversation(assistant, input.conversationId, input.turnId)
  try {
    const { started, end, whole } = await takeTurn(assistant, input, session, options)
    events.keep(started.userMessage)
    events.keep(end.answer)
    const settled = await settle({ assistant, session, events, policy, ask, ...options }, end.request)
    if (session.options.json) {
      const { turnId, firstTokenMs, totalMs } = end
      const said = { conversationId: started.conversation.id, turnId, messages: events.messages() }
      session.output.result(`${JSON.stringify({ ...said, firstTokenMs, totalMs })}\n`)
    }
    return { started, outcome: whole || settled === 'waits' ? settled : 'failed' }
  } finally {
    events.close()
  }
}

/** The exit code of what came of a message. */
export const exitCodeOf: Readonly<Record<Outcome, number>> = { done: 0, failed: 1, waits: 3 }
