/** What is known of a piece of a word before it runs. */
export type Part =
  /** Exactly this text. */
  | { readonly kind: 'text'; readonly text: string }
  /** Only the shell will know: a variable, a pattern, braces, a home folder. It may become several words, or none. */
  | { readonly kind: 'unknown' }
  /** `$(…)`, backquotes, `<(…)`: what these commands print. They run. */
  | { readonly kind: 'commands'; readonly list: CommandList }

export interface Word {
  readonly parts: readonly Part[]
  /** Something of it was quoted or escaped: it is no keyword and no assignment. */
  readonly quoted: boolean
}

export interface Redirection {
  readonly operator: '<' | '<<' | '<<<' | '<>' | '<&' | '>' | '>>' | '>|' | '>&'
  /** Of a here-document, its text. */
  readonly target: Word
}

export interface SimpleCommand {
  readonly kind: 'simple'
  readonly assignments: readonly { readonly name: string; readonly value: Word }[]
  /** The program first. Empty where only variables are set or files opened. */
  readonly words: readonly Word[]
  readonly redirections: readonly Redirection[]
}

/** `( … )` or `{ …; }`. */
export interface Group {
  readonly kind: 'group'
  readonly list: CommandList
  readonly redirections: readonly Redirection[]
}

export type Command = SimpleCommand | Group

/** Commands of which each reads what the one before prints. */
export type Pipeline = readonly Command[]

export interface ListItem {
  readonly pipeline: Pipeline
  /** What stands behind it; a line's end counts as `;`. */
  readonly next: '&&' | '||' | ';' | '&'
}

export type CommandList = readonly ListItem[]

/** The text of a word, or null where only the shell will know it. */
export function textOf(word: Word): string | null {
  let text = ''
  for (const part of word.parts) {
    if (part.kind !== 'text') return null
    text += part.text
  }
  return text
}

/** A word that is what it is: an argument that no shell reads. */
export function wordOf(text: string): Word {
  return { parts: [{ kind: 'text', text }], quoted: true }
}

/** A word that nobody knows yet. */
export const unknownWord: Word = { parts: [{ kind: 'unknown' }], quoted: false }
