import type { ErrorReport } from './errors.ts'
import type { RequestMessage, TextMessage } from './message.ts'

/** A turn: one message of the person until its answer is complete. */
export interface RunningTurn {
  readonly id: string
  readonly conversationId: string
  /** Null until it is known: a first conversation has to ask which models there are. */
  readonly model: string | null
  /** `waiting`: nothing came yet, the model may be loading; then it thinks, then it answers. */
  readonly phase: 'waiting' | 'thinking' | 'answering'
  /** ISO 8601; the window shows how long the wait has been. */
  readonly startedAt: string
  /** The answer so far, newer than what the database has. */
  readonly answer: TextMessage
}

/**
 * How a turn ended. `answer` is as stored; its metadata has the status. Where the model named a plan and said nothing (no
 * text, no thinking), the answer is empty and is no part of the conversation: `messages.removed` follows with its id, then
 * `message.saved` with the request. A request may be approved already (`approvedBy`): then its run has begun.
 */
export interface TurnEnd {
  readonly turnId: string
  readonly conversationId: string
  readonly answer: TextMessage
  readonly error: ErrorReport | null
  /** The plan that the model answered with, besides or in the place of text. */
  readonly request: RequestMessage | null
  /** Milliseconds from the call to the first text or thinking; null when nothing came. */
  readonly firstTokenMs: number | null
  readonly totalMs: number
}
