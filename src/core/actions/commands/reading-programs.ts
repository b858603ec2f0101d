import { hasPrivateName } from '../folders/private.ts'
import type { Rule } from './finding.ts'
import { textOf, type Word } from './shell-syntax.ts'

/**
 * Programs that only read, with the options with which they do. Git is not among them: the settings of a repository can
 * name programs (a pager, a filter, a file watcher) that `git status` and `git diff` run.
 */
const reading: Readonly<Record<string, RegExp>> = {
  ls: /^-[1aAFhlrRStd]+$|^--(?:all|almost-all|human-readable|recursive|reverse|color=\w+)$/u,
  cat: /^-[AbEnsTv]+$/u,
  head: /^-(?:\d+|[nc]|[nc]\d+|[qv])$|^--(?:lines|bytes)=\d+$/u,
  tail: /^-(?:\d+|[nc]|[nc]\+?\d+|[qv])$|^--(?:lines|bytes)=\+?\d+$/u,
  wc: /^-[clLmw]+$|^--(?:lines|words|bytes|chars)$/u,
  pwd: /^-[LP]$/u,
  echo: /^-[neE]+$/u,
  grep: /^-(?:[EFGPiInrvwxclLhHoqs]+|[ABCm]\d+)$|^--(?:recursive|ignore-case|line-number|count|color=\w+|include=[\w.*]+)$/u,
  du: /^-(?:[abchksm]+|d\d+)$|^--(?:summarize|human-readable|max-depth=\d+)$/u,
  stat: /^-[L]$/u,
  basename: /^$/u,
  dirname: /^$/u,
  true: /^$/u,
  false: /^$/u,
  cut: /^-(?:[sz]|[dfbc]\S+|[dfbc])$/u,
  uname: /^-[amnprsv]+$/u,
  whoami: /^$/u,
  cmp: /^-[bls]+$/u,
  sha256sum: /^$/u,
  md5sum: /^$/u,
}

/** Nothing at all where the program is not among those that read, or something of it is not known to be safe. */
export const readRule: Rule = (args, _assessing, program) => {
  const options = Object.hasOwn(reading, program) ? reading[program] : undefined
  if (options === undefined || !args.every((word) => isSafe(word, options, program))) return []
  return [{ risk: 'read', reason: `${program} only reads.` }]
}

function isSafe(word: Word, options: RegExp, program: string): boolean {
  const text = textOf(word)
  // A pattern finds names in the folder, which may look like options.
  if (text === null) return false
  if (text.startsWith('-') && text !== '-') return options.test(text)
  return program === 'echo' || isWithin(text)
}

/** Does it stay in the folder, by its name, and away from keys and passwords? */
export function isWithin(path: string): boolean {
  return (
    !/^[/\\~]|^[a-z]:|^\\\\/iu.test(path) &&
    !/(?:^|[/\\])\.\.(?:[/\\]|$)/u.test(path) &&
    !hasPrivateName(path)
  )
}
