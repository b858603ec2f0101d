import { windowBounds } from './limits.ts'
import type { TextMetadata } from './message.ts'

/** How full the context window was at an answer, in tokens. Parts are by our count, brought to Ollama's where it has one. */
export interface WindowUse {
  readonly numCtx: number
  readonly system: number
  readonly memory: number
  readonly history: number
  readonly message: number
  /** Of the prompt. */
  readonly used: number
  /** Whether Ollama counted it. */
  readonly counted: boolean
  /** Messages that had no room. */
  readonly left: number
  /** Ollama dropped a part of what it was given. */
  readonly dropped: boolean
}

/** So much less than our cautious count means that something was dropped, not that the guess was bad. */
const farBelow = 0.3
/** A prompt shorter than the smallest window that models have, in tokens, loses nothing, whatever is counted of it. */
const smallest = 2_048

/** Null for an answer that no model gave, or of which nothing is known. */
export function windowUse(metadata: Pick<TextMetadata, 'prompt' | 'usage'> | null): WindowUse | null {
  const prompt = metadata?.prompt
  if (!prompt) return null
  const { numCtx, left = 0 } = prompt
  const estimated = prompt.system + prompt.memory + prompt.history + prompt.message
  const { promptTokens, answerTokens = 0 } = metadata.usage ?? {}
  // Zero is what Ollama says of a prompt that it had already read.
  const counted = promptTokens !== undefined && promptTokens > 0 && estimated > 0
  const scale = counted ? promptTokens / estimated : 1
  const fits = estimated < Math.min(numCtx, smallest)
  const part = (tokens: number): number => Math.round(tokens * scale)
  return {
    numCtx,
    system: part(prompt.system),
    memory: part(prompt.memory),
    history: part(prompt.history),
    message: part(prompt.message),
    used: counted ? promptTokens : estimated,
    counted,
    left,
    dropped:
      counted &&
      (promptTokens + answerTokens >= numCtx ||
        (!fits && promptTokens < Math.min(estimated, numCtx) * farBelow)),
  }
}

/** The share of the window that a prompt took: 0 to 1. */
export function shareOf({ used, numCtx }: Pick<WindowUse, 'used' | 'numCtx'>): number {
  return Math.min(1, used / numCtx)
}

/** The next three sizes of a window, up to what the model was made for (null: not known). */
export function largerWindows(numCtx: number, longest: number | null): readonly number[] {
  const most = Math.min(longest ?? windowBounds.mostUnknown, windowBounds.most)
  const doubled = [numCtx * 2, numCtx * 4, numCtx * 8].filter((size) => size < most)
  return most > numCtx ? [...doubled, most].slice(0, 3) : []
}
