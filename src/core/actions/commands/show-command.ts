import { visibleLines } from '../../../shared/visible.ts'

/** Arguments as one would type them: for people, never for a shell. What cannot be seen is spelled out. */
export function showArguments(words: readonly string[]): string {
  return visibleLines(words.map(quote).join(' '))
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}
