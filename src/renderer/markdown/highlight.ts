/**
 * Colours code line by line: a few rules a language, one pass, no parser. A line costs microseconds and depends only on
 * itself and on what was open at its end before (a comment, a long string), so code can be coloured while it is being
 * written. Full grammars were measured and left out: their first line took 20 to 900 ms on the thread that draws.
 */

export type TokenKind =
  | 'plain'
  | 'comment'
  | 'string'
  | 'number'
  | 'keyword'
  | 'function'
  | 'inserted'
  | 'deleted'

export interface Rule {
  /** A `word` is a keyword, a function when a bracket follows, or plain. */
  readonly kind: TokenKind | 'word'
  readonly match: string
  /** Where it ends, which may be lines later. Without it, it ends where the match does. */
  readonly until?: string
}

export interface Language {
  readonly rules: readonly Rule[]
  readonly keywords?: ReadonlySet<string>
  readonly ignoreCase?: boolean
}

export interface CodeToken {
  readonly kind: TokenKind
  readonly text: string
}

/** Colours code chunk by chunk. */
export interface Highlighter {
  /** The tokens of a line, given the rule that was open before it (-1: none), and the one open after it. */
  line(text: string, open: number): { readonly tokens: readonly CodeToken[]; readonly open: number }
}

/** Beyond this (UTF-16 units) a line is data, not code. */
const longLine = 2_000

export function createHighlighter(language: Language): Highlighter {
  const flags = language.ignoreCase ? 'giu' : 'gu'
  const rules = new RegExp(language.rules.map(({ match }) => `(${groupless(match)})`).join('|'), flags)
  const ends = language.rules.map(({ until }) => (until === undefined ? null : new RegExp(until, 'gu')))

  function endOf(rule: number, text: string, from: number): number {
    const end = ends[rule]
    if (!end) return from
    end.lastIndex = from
    return end.exec(text) ? end.lastIndex : -1
  }

  function kindOf(rule: number, text: string, whole: string, after: number): TokenKind {
    const kind = language.rules[rule]?.kind ?? 'plain'
    if (kind !== 'word') return kind
    if (language.keywords?.has(language.ignoreCase ? text.toLowerCase() : text)) return 'keyword'
    return /^\s?\(/.test(whole.slice(after, after + 2)) ? 'function' : 'plain'
  }

  function line(text: string, open: number): ReturnType<Highlighter['line']> {
    if (text.length > longLine) return { tokens: [{ kind: 'plain', text }], open }
    const tokens: CodeToken[] = []
    let position = 0
    const push = (kind: TokenKind, end: number): void => {
      if (end > position) tokens.push({ kind, text: text.slice(position, end) })
      position = end
    }
    if (open >= 0) {
      const end = endOf(open, text, 0)
      push(kindOf(open, '', text, 0), end === -1 ? text.length : end)
      if (end === -1) return { tokens, open }
    }
    for (;;) {
      rules.lastIndex = position
      const match = rules.exec(text)
      if (!match) break
      const rule = match.findIndex((group, index) => index > 0 && group !== undefined) - 1
      push('plain', match.index)
      const matched = match.index + match[0].length
      const end = endOf(rule, text, matched)
      if (end === -1) {
        push(kindOf(rule, match[0], text, matched), text.length)
        return { tokens, open: rule }
      }
      push(kindOf(rule, match[0], text, matched), end)
      // A rule that matches nothing must not hold us.
      if (match[0] === '') break
    }
    push('plain', text.length)
    return { tokens, open: -1 }
  }

  return { line }
}

/** The rules are told apart by their groups, so they have none of their own. */
function groupless(pattern: string): string {
  if (/(?<!\\)\((?!\?)/.test(pattern.replace(/\[[^\]]*\]/g, ''))) throw new Error(`A group in ${pattern}`)
  return pattern
}
