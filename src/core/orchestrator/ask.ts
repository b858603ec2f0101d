import { AppError } from '../../shared/errors.ts'
import type { ChatMessage, ChatPart, ChatRequest } from '../ollama/model-server.ts'
import { estimateTokens, roomFor } from './prompt.ts'
import type { Room } from './room.ts'

/** Fewer tokens than this are no prompt any more. */
const fewest = 300

export interface Asking extends Omit<ChatRequest, 'messages'> {
  /** The prompt, for so many tokens of conversation. */
  readonly prompt: (tokens: number) => readonly ChatMessage[]
}

/**
 * One call. Only when the server refuses the prompt as too long (our count of tokens is a guess) it is asked again with
 * half of the history: that refusal comes before any work was done.
 */
export async function* ask(
  { server }: Pick<Room, 'server'>,
  { prompt, ...request }: Asking,
  signal: AbortSignal,
): AsyncGenerator<ChatPart> {
  let tokens = Math.max(roomFor(request.numCtx) - weightOf(request), fewest)
  let begun = false
  for (;;) {
    const messages = prompt(tokens)
    try {
      for await (const part of server.chat({ ...request, messages }, signal)) {
        begun = true
        yield part
      }
      return
    } catch (error) {
      const tooLong = error instanceof AppError && error.code === 'context_exceeded'
      if (!tooLong || begun || messages.length <= 2 || tokens <= fewest) throw error
      tokens = Math.floor(tokens / 2)
    }
  }
}

/** Tokens that what is offered takes of the window: Ollama writes it into the prompt. */
export function weightOf({ actions }: Pick<ChatRequest, 'actions'>): number {
  return actions ? estimateTokens(JSON.stringify(actions)) : 0
}
