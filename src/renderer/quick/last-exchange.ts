import type { Message } from '../../shared/message.ts'

/** The last question of a conversation and what came after it. Null where there is none. */
export interface LastExchange {
  readonly question: Message
  /** Oldest first. */
  readonly answers: readonly Message[]
}

export function lastExchange(messages: readonly Message[]): LastExchange | null {
  const at = messages.findLastIndex(({ role, messageType }) => role === 'user' && messageType === 'text')
  const question = messages[at]
  return question ? { question, answers: messages.slice(at + 1) } : null
}
