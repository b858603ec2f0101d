import type { ChatPart } from '../../../src/core/ollama/model-server.ts'
import { AppError } from '../../../src/shared/errors.ts'

/** Everything that came of an answer, and how it ended. */
export interface Collected {
  readonly parts: readonly ChatPart[]
  readonly text: string
  readonly error: AppError | null
}

/** Reads an answer to its end. An expected failure is part of what it gives; a bug is thrown. */
export async function collect(answer: AsyncIterable<ChatPart>): Promise<Collected> {
  const parts: ChatPart[] = []
  let error: AppError | null = null
  try {
    for await (const part of answer) parts.push(part)
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    error = thrown
  }
  return { parts, text: parts.map((part) => (part.type === 'text' ? part.text : '')).join(''), error }
}
