import type { CommandList } from './shell-syntax.ts'

/** A shell's text while it is read. */
export interface ShellSource {
  readonly text: string
  at: number
  /** How many substitutions and groups we are in. */
  readonly depth: number
  /** Here-documents whose text begins on the next line. */
  readonly awaited: { readonly end: string; readonly tabs: boolean; take(body: string): void }[]
  /** Reads commands up to `close`, or to the end of the text where that is null. */
  readonly readList: (source: ShellSource, close: ')' | '}' | null) => CommandList
}

/** The reader does not know what the text means. Never leaves parse-command.ts. */
export class UnclearSyntax extends Error {
  override readonly name = 'UnclearSyntax'
}

/** A reader for text within the text. Deep nesting is unclear rather than a stack that overflows. */
export function deeper(source: ShellSource, text = source.text, at = source.at): ShellSource {
  if (source.depth >= 40) throw new UnclearSyntax('it is nested too deeply')
  return { ...source, text, at, depth: source.depth + 1, awaited: [] }
}

export function peek(source: ShellSource, ahead = 0): string {
  return source.text[source.at + ahead] ?? ''
}

export function startsWith(source: ShellSource, text: string): boolean {
  return source.text.startsWith(text, source.at)
}

/** Spaces, lines that go on, and comments. Ends before a line's end. */
export function skipBlanks(source: ShellSource): void {
  for (;;) {
    const next = peek(source)
    if (next === ' ' || next === '\t') source.at += 1
    else if (startsWith(source, '\\\n')) source.at += 2
    else if (next === '#') skipComment(source)
    else return
  }
}

function skipComment(source: ShellSource): void {
  const end = source.text.indexOf('\n', source.at)
  source.at = end === -1 ? source.text.length : end
}
