import type { ActionCall } from '../../ollama/model-server.ts'

/** What a message that needs no model asks for: actions to be proposed, or a text to be told. */
export type Command =
  | { readonly kind: 'calls'; readonly calls: readonly ActionCall[] }
  | { readonly kind: 'say'; readonly text: string }

/** Reads a message as a command; null where only a model can tell what is meant. */
export function readCommand(_text: string, _now: Date): Command | null {
  return null
}
