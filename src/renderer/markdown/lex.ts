import { Hooks, Lexer, Tokenizer, type MarkedToken, type Token, type Tokens } from 'marked'
import remend from 'remend'
import { mathAt, mathStart, withoutMath, type MathToken } from './math/find-math.ts'
import type { Definitions } from './split.ts'

/**
 * Markdown to tokens. Raw HTML is no token here: it stays text, so that nothing downstream can make an element of it.
 */
class TextOnlyTokenizer extends Tokenizer {
  override html(): undefined {
    return undefined
  }
  override tag(): undefined {
    return undefined
  }
}

/** Stars and underscores in a formula are no emphasis. */
class MathHooks extends Hooks {
  override emStrongMask(text: string): string {
    return withoutMath(text)
  }
}

/** What is drawn: the lexer's tokens, and formulas. */
export type KnownToken = MarkedToken | MathToken

function readMath(text: string, before: readonly Token[]): Tokens.Generic | undefined {
  const found = mathAt(text, before.at(-1)?.raw ?? '')
  return found ? { ...found } : undefined
}

const extensions = { renderers: {}, childTokens: {}, inline: [readMath], startInline: [mathStart] }

const noDefinitions: Definitions = {}

function createLexer(definitions: Definitions): Lexer {
  // A line the model broke stays broken: local models write verse and addresses without the two spaces.
  const lexer = new Lexer({
    gfm: true,
    breaks: true,
    tokenizer: new TextOnlyTokenizer(),
    hooks: new MathHooks(),
    extensions,
  })
  for (const [label, { href, title }] of Object.entries(definitions))
    lexer.tokens.links[label] = { href, title }
  return lexer
}

/** The tokens of one block. */
export function lexBlock(text: string, definitions: Definitions): KnownToken[] {
  if (tooDeep.test(text)) return [{ type: 'text', raw: text, text }]
  return known(createLexer(definitions).lex(text))
}

/** Quotes in quotes and lists in lists, on one line, as nobody writes them: the lexer would run out of stack. */
const tooDeep = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))){40}/m

/** The tokens of a line of text, such as a cell of a table. */
export function lexInline(text: string, definitions: Definitions = noDefinitions): KnownToken[] {
  return known(createLexer(definitions).inlineTokens(text))
}

/** We add no tokens but formulas to the lexer's. */
export function known(tokens: readonly Token[]): KnownToken[] {
  return tokens as KnownToken[]
}

/**
 * A block that is still being written, as it would look if its author stopped here: what is open is closed, and marks
 * that do not mean anything yet are left out.
 */
export function finish(text: string): string {
  return remend(withTable(withoutBareMark(text)), {
    katex: false,
    htmlTags: false,
    linkMode: 'text-only',
    comparisonOperators: false,
  })
}

/** Leaves out a last line of nothing but marks: it may become a fence, a heading, an item or a rule. */
function withoutBareMark(text: string): string {
  return text.replace(/(^|\n)[ \t>]*(?:`{1,2}|~{1,2}|#{1,6}|[-*+=_]{1,3}|\|)[ \t]*$/, '$1')
}

/** A line between bars will most likely be the head of a table, whose second line says so. */
function withTable(text: string): string {
  const [head = '', delimiter = '', ...more] = text.split('\n', 3)
  const cells = head
    .trim()
    .replace(/\|$/, '')
    .split(/(?<!\\)\|/)
    .slice(1)
  if (more.length > 0 || !/^ {0,3}\|/.test(head) || cells.join('').trim() === '') return text
  if (!/^[-:| \t]*$/.test(delimiter)) return text
  return `|${cells.join('|')}|\n|${'---|'.repeat(cells.length)}`
}
