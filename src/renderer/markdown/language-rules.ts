import type { Rule } from './highlight.ts'

/** What languages have in common: comments, strings, numbers and words. */

export const string: readonly Rule[] = [
  { kind: 'string', match: String.raw`"(?:[^"\\]|\\.)*"?` },
  { kind: 'string', match: String.raw`'(?:[^'\\]|\\.)*'?` },
]
export const number: Rule = {
  kind: 'number',
  match: String.raw`\b(?:0[xX][\da-fA-F_]+|0[bBoO][\d_]+|\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)[a-zA-Z%]*`,
}
export const word: Rule = { kind: 'word', match: String.raw`[\p{L}_$][\p{L}\p{N}_$]*` }
export const slashes: readonly Rule[] = [
  { kind: 'comment', match: String.raw`//.*` },
  { kind: 'comment', match: String.raw`/\*`, until: String.raw`\*/` },
]
export const hash: Rule = { kind: 'comment', match: String.raw`(?<![^\s;&|(])#.*` }
export const decorator: Rule = { kind: 'function', match: String.raw`@[\p{L}_][\p{L}\p{N}_.]*` }

export const c: readonly Rule[] = [...slashes, ...string, decorator, number, word]
export const template: Rule = { kind: 'string', match: '`', until: String.raw`(?<!\\)${'`'}` }
