import type { ActionCall } from '../../ollama/model-server.ts'

/** What a message asks for that needs no model. */
export type Command =
  /** The same calls that a model would make: they become a request that waits for a yes. */
  | { readonly kind: 'calls'; readonly calls: readonly ActionCall[] }
  /** Nothing to do: this is the answer. */
  | { readonly kind: 'say'; readonly text: string }

/** One action. */
export function call(name: string, args: ActionCall['arguments']): Command {
  return { kind: 'calls', calls: [{ name, arguments: args }] }
}

/** Without the quotes, where a whole text stands in a pair of them. */
export function unquote(text: string): string {
  return /^(["'`])(.+)\1$/u.exec(text)?.[2] ?? /^[“„«‘](.+)[”“»’]$/u.exec(text)?.[1] ?? text
}
