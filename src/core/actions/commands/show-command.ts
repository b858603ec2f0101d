/** Arguments as one would type them: for people, never for a shell. What cannot be seen is spelled out. */
export function showArguments(words: readonly string[]): string {
  return showLine(words.map(quote).join(' '))
}

/** A line with its hidden characters spelled out, but for the ends of lines. */
export function showLine(line: string): string {
  return line.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (hidden) =>
    hidden === '\n' ? hidden : `\\u{${hidden.codePointAt(0)?.toString(16) ?? ''}}`,
  )
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}
