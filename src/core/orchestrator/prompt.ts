import type { ChatMessage } from '../ollama/model-server.ts'
import type { Said } from './history.ts'
import type { DataMarker } from './plan/data-block.ts'

/** The context window that a new conversation asks for, in tokens. The server's own default (4096) loses too much. */
export const defaultNumCtx = 8_192

export interface PromptParts {
  /** What is said after who we are. */
  readonly note?: string
  /** Marks what others wrote. */
  readonly marker?: DataMarker
  /** What comes after the conversation; it is always kept. */
  readonly tail?: readonly ChatMessage[]
}

/**
 * What the model reads: who it is, then as much of the conversation as fits, newest first, the message itself always.
 * Ollama would cut what is too long without a word, so we choose ourselves. `room` is in tokens, for history and message.
 */
export function buildPrompt(
  history: readonly Pick<Said, 'role' | 'content' | 'note'>[],
  today: Date,
  room: number,
  { note = '', marker, tail = [] }: PromptParts = {},
): ChatMessage[] {
  const said = fitting(history, room).map(({ role, content, note: about }): ChatMessage => {
    const marked = about?.data && marker ? `(What came of it:\n${marker.mark(content)})` : content
    return { role: role === 'user' ? 'user' : 'assistant', content: marked }
  })
  const system = [systemPrompt(today), note, marker?.note() ?? ''].filter((part) => part !== '').join('\n\n')
  return [{ role: 'system', content: system }, ...said, ...tail]
}

/** The end of a conversation that fits into so many tokens; what was said last always. */
export function fitting<S extends Pick<Said, 'role' | 'content'>>(history: readonly S[], room: number): S[] {
  const kept: S[] = []
  let left = room
  for (const said of history.toReversed()) {
    if (said.content === '' || said.role === 'system') continue
    left -= estimateTokens(said.content)
    if (left < 0 && kept.length > 0) break
    kept.unshift(said)
  }
  return kept
}

/** The beginning of a text that takes about so many tokens, with a word on what is missing. */
export function cutTo(text: string, tokens: number): string {
  let left = tokens * 3
  for (let index = 0; index < text.length; index += 1) {
    left -= text.charCodeAt(index) < 128 ? 1 : 3
    if (left < 0) return `${text.slice(0, index).toWellFormed()}\n(${text.length - index} characters more)`
  }
  return text
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
