import { textOf, type Word } from './shell-syntax.ts'

/**
 * May these arguments hold an option? `short` is its letter, `long` its names; GNU programs take any beginning of a
 * long one. A word that only the shell will know may be any option.
 */
export function mayHave(args: readonly Word[], short: string, ...long: readonly string[]): boolean {
  return optionWords(args).some((word) => {
    const text = textOf(word)
    if (text === null) return mayBeOption(word)
    if (!text.startsWith('-') || text === '-') return false
    if (!text.startsWith('--'))
      return text
        .slice(1)
        .split('')
        .some((letter) => short.includes(letter))
    const name = text.slice(2).split('=')[0] ?? ''
    return name.length > 1 && long.some((full) => full.startsWith(name))
  })
}

/**
 * Is one of these options certainly there, written out, and nothing that takes it back? `flags` are options that take no
 * value: what stands behind another may be its value, as `-n` is in `-e -n`.
 */
export function surelyHas(args: readonly Word[], flags: RegExp, ...options: readonly string[]): boolean {
  const words = optionWords(args).map(textOf)
  const isKnown = (text: string): boolean => options.includes(text) || flags.test(text)
  if (words.some((text) => text?.startsWith('--no-') && !isKnown(text))) return false
  return words.some((text, at) => {
    const before = at === 0 ? '' : (words[at - 1] ?? null)
    const mayBeValue = before === null || (/^-[^=]+$/u.test(before) && !isKnown(before))
    return options.includes(text ?? '') && !mayBeValue
  })
}

/** Up to `--`, behind which nothing is an option. */
function optionWords(args: readonly Word[]): readonly Word[] {
  const end = args.findIndex((word) => textOf(word) === '--')
  return end === -1 ? args : args.slice(0, end)
}

function mayBeOption(word: Word): boolean {
  const first = word.parts.find((part) => part.kind !== 'text' || part.text !== '')
  return first === undefined || first.kind !== 'text' || first.text.startsWith('-')
}

/** What is no option, as far as that can be told: null for what only the shell will know. */
export function operands(args: readonly Word[]): (string | null)[] {
  const end = args.findIndex((word) => textOf(word) === '--')
  const before = (end === -1 ? args : args.slice(0, end)).map(textOf).filter((text) => !text?.startsWith('-'))
  return end === -1 ? before : [...before, ...args.slice(end + 1).map(textOf)]
}

/** All that is known of the arguments. */
export function texts(args: readonly Word[]): string[] {
  return args.map(textOf).filter((text) => text !== null)
}
