import { deeper, peek, startsWith, UnclearSyntax, type ShellSource } from './shell-source.ts'
import type { Part, Word } from './shell-syntax.ts'

const endsWord = new Set(['', ' ', '\t', '\n', ';', '&', '|', '<', '>', '(', ')'])

/** The word that begins here, quotes and escapes taken away as a shell would. Without parts where there is none. */
export function readWord(source: ShellSource): Word {
  const parts: Part[] = []
  let quoted = false
  const start = source.at
  for (;;) {
    const next = peek(source)
    if ((next === '<' || next === '>') && peek(source, 1) === '(') parts.push(readSubstitution(source, 2))
    else if (endsWord.has(next)) break
    else if (startsWith(source, '\\\n')) source.at += 2
    else if (next === "'" || next === '"' || next === '\\') {
      quoted = true
      parts.push(...readQuoted(source, next))
    } else parts.push(...readPlain(source, next, start))
  }
  return { parts, quoted }
}

function readQuoted(source: ShellSource, quote: string): readonly Part[] {
  source.at += 1
  if (quote === '"') return readDoubleQuoted(source, '"')
  if (quote === '\\') {
    const character = String.fromCodePoint(source.text.codePointAt(source.at) ?? 0)
    if (source.at >= source.text.length) throw new UnclearSyntax('it ends with a backslash')
    source.at += character.length
    return [text(character)]
  }
  const end = source.text.indexOf("'", source.at)
  if (end === -1) throw new UnclearSyntax('a quotation does not end')
  const quoted = source.text.slice(source.at, end)
  source.at = end + 1
  return [text(quoted)]
}

/** What stands in double quotes, or in a here-document, which no mark ends. */
export function readDoubleQuoted(source: ShellSource, end: '"' | ''): readonly Part[] {
  // Quotes without anything in them are an empty text, not nothing.
  const parts: Part[] = [text('')]
  const escapes = end === '"' ? '$`"\\' : '$`\\'
  for (;;) {
    const next = peek(source)
    if (next === end) break
    if (next === '') throw new UnclearSyntax('a quotation does not end')
    if (next === '$' || next === '`') parts.push(readExpansion(source))
    else if (startsWith(source, '\\\n')) source.at += 2
    else {
      if (next === '\\' && peek(source, 1) !== '' && escapes.includes(peek(source, 1))) source.at += 1
      parts.push(text(peek(source)))
      source.at += 1
    }
  }
  source.at += end.length
  return parts
}

/** Outside of quotes. */
function readPlain(source: ShellSource, next: string, start: number): readonly Part[] {
  if (next === '$' || next === '`') return [readExpansion(source)]
  if (next === '{') return [readBraces(source)]
  const before = source.text[source.at - 1]
  const isHome = next === '~' && (source.at === start || before === '=' || before === ':')
  // `[` alone is a program.
  const isTest = next === '[' && source.at === start && endsWord.has(peek(source, 1))
  source.at += 1
  if (isHome || (!isTest && (next === '*' || next === '?' || next === '['))) return [{ kind: 'unknown' }]
  return [text(next)]
}

/** `{}` and `{0}` are text; `{a,b}` and `{1..9}` become several words. Where it is not plain, nobody knows. */
function readBraces(source: ShellSource): Part {
  const plain = /\{[^{}\s,'"\\$`;&|<>()*?[\]~]*\}/uy
  plain.lastIndex = source.at
  const found = plain.exec(source.text)?.[0]
  if (found !== undefined && !found.includes('..')) {
    source.at += found.length
    return text(found)
  }
  source.at += 1
  return { kind: 'unknown' }
}

/** Starts at `$` or a backquote. */
function readExpansion(source: ShellSource): Part {
  if (peek(source) === '`') return readBackquotes(source)
  if (startsWith(source, '$((') || startsWith(source, '$['))
    throw new UnclearSyntax('it calculates within the line')
  if (startsWith(source, '$(')) return readSubstitution(source, 2)
  if (startsWith(source, "$'") || startsWith(source, '$"'))
    throw new UnclearSyntax('shells do not agree on one of its quotations')
  const variable = /\$(?:\w+|[@*#?$!-]|\{\w+\})/uy
  variable.lastIndex = source.at
  const found = variable.exec(source.text)?.[0]
  if (found === undefined && startsWith(source, '${'))
    throw new UnclearSyntax('it changes a variable within the line')
  source.at += found?.length ?? 1
  return found === undefined ? text('$') : { kind: 'unknown' }
}

/** `$(…)`, `<(…)`, `>(…)`: the mark that opens it is `length` long. */
function readSubstitution(source: ShellSource, length: number): Part {
  const inner = deeper(source, source.text, source.at + length)
  const list = inner.readList(inner, ')')
  source.at = inner.at
  return { kind: 'commands', list }
}

function readBackquotes(source: ShellSource): Part {
  const whole = /`((?:[^`\\]|\\[^])*)`/uy
  whole.lastIndex = source.at
  const found = whole.exec(source.text)
  if (found === null) throw new UnclearSyntax('a backquote does not end')
  // Within double quotes shells differ on this one.
  if (/\\["\n]/u.test(found[1] ?? '')) throw new UnclearSyntax('it escapes within backquotes')
  const inner = deeper(source, (found[1] ?? '').replaceAll(/\\([$`\\])/gu, '$1'), 0)
  const list = inner.readList(inner, null)
  source.at += found[0].length
  return { kind: 'commands', list }
}

function text(value: string): Part {
  return { kind: 'text', text: value }
}
