import type { StartedTurn } from '../shared/contract.ts'
import type { TurnEnd } from '../shared/turn.ts'

/** A person's message, and where it belongs. */
export interface StartTurn {
  readonly turnId: string
  /** A new id begins a conversation. */
  readonly conversationId: string
  readonly text: string
  readonly model?: string | undefined
  /** For a new conversation: it leaves nothing behind. */
  readonly temporary?: boolean | undefined
}

/** The answer to a message that is there, anew. */
export interface AnswerAgain {
  readonly turnId: string
  readonly messageId: string
  readonly model?: string | undefined
}

/** The same for other words in the message's place. */
export interface EditMessage extends AnswerAgain {
  readonly text: string
}

/** A turn that has begun: the person's message is on disk. `ended` never rejects for a failure of the model. */
export interface Turn extends StartedTurn {
  readonly ended: Promise<TurnEnd>
}
