import { readDoubleQuoted, readWord } from './read-word.ts'
import { deeper, peek, skipBlanks, startsWith, UnclearSyntax, type ShellSource } from './shell-source.ts'
import {
  textOf,
  wordOf,
  type Command,
  type CommandList,
  type ListItem,
  type Pipeline,
  type Redirection,
  type SimpleCommand,
  type Word,
} from './shell-syntax.ts'

export type ParsedLine =
  | { readonly kind: 'parsed'; readonly list: CommandList }
  /** Nobody can tell what it runs: `reason` ends a sentence that begins with `because`. */
  | { readonly kind: 'unclear'; readonly reason: string }

const longest = 20_000

/**
 * What a line for `sh` runs. It knows words, quotes, lists, pipes, groups, redirections, substitutions, here-documents
 * and assignments; loops, conditions, functions, arithmetic and whatever shells do not agree on are `unclear`.
 */
export function parseCommand(line: string): ParsedLine {
  if (line.length > longest) return { kind: 'unclear', reason: 'it is too long' }
  if (line.includes('\0')) return { kind: 'unclear', reason: 'it holds a character that ends a text' }
  const source: ShellSource = { text: line, at: 0, depth: 0, awaited: [], readList }
  try {
    const list = readList(source, null)
    return list.length === 0 ? { kind: 'unclear', reason: 'it is empty' } : { kind: 'parsed', list }
  } catch (error) {
    if (error instanceof UnclearSyntax) return { kind: 'unclear', reason: error.message }
    throw error
  }
}

function readList(source: ShellSource, close: ')' | '}' | null): CommandList {
  const items: ListItem[] = []
  for (;;) {
    skipLines(source)
    if (peek(source) === '' && close === null) return ended(source, items)
    if (close !== null && closes(source, close)) {
      source.at += 1
      return ended(source, items)
    }
    const pipeline = readPipeline(source)
    const then = readSeparator(source, close)
    items.push({ pipeline, next: then ?? ';' })
    if (then === null) continue
    skipLinesAfter(source, then)
  }
}

/** `}` closes only as a word of its own. */
function closes(source: ShellSource, close: ')' | '}'): boolean {
  return peek(source) === close && (close === ')' || /^[\s;&|)<>]?$/u.test(peek(source, 1)))
}

function ended(source: ShellSource, items: CommandList): CommandList {
  if (source.awaited.length > 0) throw new UnclearSyntax('a text within it does not end')
  const last = items.at(-1)?.next
  if (last === '&&' || last === '||') throw new UnclearSyntax('it breaks off')
  return items
}

/** `;` after nothing is an error in every shell; after `&&` a new line may begin. */
function skipLinesAfter(source: ShellSource, then: ListItem['next']): void {
  if (then === '&&' || then === '||') skipLines(source)
  else skipBlanks(source)
}

function skipLines(source: ShellSource): void {
  skipBlanks(source)
  while (peek(source) === '\n') {
    source.at += 1
    for (const document of source.awaited.splice(0)) document.take(readDocument(source, document))
    skipBlanks(source)
  }
}

function readDocument(source: ShellSource, document: { end: string; tabs: boolean }): string {
  let body = ''
  while (source.at < source.text.length) {
    const newline = source.text.indexOf('\n', source.at)
    const stop = newline === -1 ? source.text.length : newline
    const line = source.text.slice(source.at, stop)
    source.at = Math.min(stop + 1, source.text.length)
    const bare = document.tabs ? line.replace(/^\t+/u, '') : line
    // The end of the line belongs to what follows.
    if (bare === document.end) {
      if (newline !== -1) source.at = newline
      return body
    }
    body += `${bare}\n`
  }
  throw new UnclearSyntax('a text within it does not end')
}

/** Null where the list, its line or its group ends. */
function readSeparator(source: ShellSource, close: ')' | '}' | null): ListItem['next'] | null {
  skipBlanks(source)
  const next = peek(source)
  if (next === '' || next === '\n' || (close === ')' && next === ')')) return null
  if (startsWith(source, ';;')) throw new UnclearSyntax('it makes a choice within the line')
  for (const separator of ['&&', '||', ';', '&'] as const) {
    if (!startsWith(source, separator)) continue
    source.at += separator.length
    return separator
  }
  throw new UnclearSyntax(`${next} stands where nothing like it is expected`)
}

function readPipeline(source: ShellSource): Pipeline {
  // `! command` turns its success round.
  while (peek(source) === '!' && /\s/u.test(peek(source, 1))) {
    source.at += 1
    skipBlanks(source)
  }
  const commands = [readCommand(source)]
  for (;;) {
    skipBlanks(source)
    if (peek(source) !== '|' || peek(source, 1) === '|') return commands
    source.at += peek(source, 1) === '&' ? 2 : 1
    skipLines(source)
    commands.push(readCommand(source))
  }
}

function readCommand(source: ShellSource): Command {
  const isBraces = peek(source) === '{' && /\s/u.test(peek(source, 1))
  if (peek(source) !== '(' && !isBraces) return readSimple(source)
  if (startsWith(source, '((')) throw new UnclearSyntax('it calculates within the line')
  const inner = deeper(source, source.text, source.at + 1)
  const list = readList(inner, isBraces ? '}' : ')')
  source.at = inner.at
  const redirections: Redirection[] = []
  do skipBlanks(source)
  while (readRedirection(source, redirections))
  return { kind: 'group', list, redirections }
}

function readSimple(source: ShellSource): SimpleCommand {
  const assignments: { name: string; value: Word }[] = []
  const words: Word[] = []
  const redirections: Redirection[] = []
  skipBlanks(source)
  const keyword = keywordPattern.test(source.text.slice(source.at, source.at + 9).replaceAll('\\\n', ''))
  if (keyword) throw new UnclearSyntax('it has loops, conditions or functions')
  for (;;) {
    skipBlanks(source)
    if (readRedirection(source, redirections)) continue
    const start = source.at
    const word = readWord(source)
    if (word.parts.length === 0 && source.at === start) break
    const assigned = words.length === 0 ? readAssignment(source.text.slice(start, source.at), word) : null
    if (assigned) assignments.push(assigned)
    else if (word.parts.length > 0) words.push(word)
  }
  if (peek(source) === '(') throw new UnclearSyntax('it defines something within the line')
  if (words.length + assignments.length + redirections.length === 0)
    throw new UnclearSyntax('a command is missing')
  return { kind: 'simple', assignments, words, redirections }
}

const keywordPattern =
  /^(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|function|select|coproc|in|[{}!]|\[\[|\]\])(?:[\s;&|<>()]|$)/u

function readAssignment(written: string, word: Word): { name: string; value: Word } | null {
  const match = /^([a-z_]\w*)\+?=/iu.exec(written.replaceAll('\\\n', ''))
  if (match === null) return null
  // The name is text, one character a part; what is behind it is the value.
  const value = { parts: word.parts.slice(match[0].length), quoted: word.quoted }
  return { name: match[1] ?? '', value }
}

function readRedirection(source: ShellSource, redirections: Redirection[]): boolean {
  // For some shells it redirects everything, for others it ends a command in the background and begins the next.
  if (startsWith(source, '&>')) throw new UnclearSyntax('shells do not agree on its &>')
  const operator = /\d*(<<<|<<-?|<>|<&|>>|>&|>\||[<>](?!\())/uy
  operator.lastIndex = source.at
  const found = operator.exec(source.text)
  if (found === null) return false
  source.at += found[0].length
  const sign = (found[1] ?? '') as Redirection['operator'] | '<<-'
  skipBlanks(source)
  const target = readWord(source)
  if (target.parts.length === 0) throw new UnclearSyntax('it does not say where the output goes')
  if (sign === '<<' || sign === '<<-') awaitDocument(source, redirections, target, sign === '<<-')
  else redirections.push({ operator: sign, target })
  return true
}

function awaitDocument(source: ShellSource, redirections: Redirection[], mark: Word, tabs: boolean): void {
  const end = textOf(mark)
  if (end === null) throw new UnclearSyntax('it does not say where a text within it ends')
  const place = redirections.push({ operator: '<<', target: wordOf('') }) - 1
  const take = (body: string): void => {
    const target = mark.quoted ? wordOf(body) : readBody(source, body)
    redirections[place] = { operator: '<<', target }
  }
  source.awaited.push({ end, tabs, take })
}

function readBody(source: ShellSource, body: string): Word {
  return { parts: readDoubleQuoted(deeper(source, body, 0), ''), quoted: true }
}
