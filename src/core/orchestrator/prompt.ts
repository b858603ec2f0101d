import type { ChatMessage } from '../ollama/model-server.ts'
import type { Said } from './history.ts'

/** The context window that a new conversation asks for, in tokens. The server's own default (4096) loses too much. */
export const defaultNumCtx = 8_192

/**
 * What the model reads: who it is, then as much of the conversation as fits, newest first, the message itself always.
 * Ollama would cut what is too long without a word, so we choose ourselves. `room` is in tokens, for history and message.
 */
export function buildPrompt(
  history: readonly Pick<Said, 'role' | 'content'>[],
  today: Date,
  room: number,
): ChatMessage[] {
  const kept: ChatMessage[] = []
  let left = room
  for (const { role, content } of history.toReversed()) {
    if (content === '' || role === 'system') continue
    left -= estimateTokens(content)
    if (left < 0 && kept.length > 0) break
    kept.unshift({ role, content })
  }
  return [{ role: 'system', content: systemPrompt(today) }, ...kept]
}

/** Tokens that history and message may take: what the window holds, less the answer and ourselves. */
export function roomFor(numCtx: number): number {
  return numCtx - Math.min(2_048, Math.floor(numCtx / 4)) - 160
}

/**
 * A cautious guess without the model's tokenizer: three ASCII characters a token, one of any other script, and what a
 * chat template adds to each message.
 */
export function estimateTokens(text: string): number {
  let ascii = 0
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) < 128) ascii += 1
  return Math.ceil(ascii / 3) + (text.length - ascii) + 8
}

function systemPrompt(today: Date): string {
  const date = today.toLocaleDateString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  return [
    "You are Hearth, an assistant that runs on this person's own computer and works without the internet.",
    'Answer in the language of the last message. Be direct and exact; say so when you do not know.',
    'Use Markdown where it helps the reader.',
    `Today is ${date}.`,
  ].join(' ')
}
