import { mayHave, operands, texts } from './arguments.ts'
import { change, destructive, type Rule } from './finding.ts'
import { textOf, unknownWord, type Word } from './shell-syntax.ts'

// Between brackets its mark is a letter like others: where it stands there, it is not read here.
const address = String.raw`(?:\d+|\$|/(?:\[[^\]/\\\n]+\]|[^[/\\\n]|\\.)*/)`
const pattern = String.raw`(?:\[(?:(?!\1)[^\]\\\n])+\]|(?!\1)[^[\\\n]|\\.)*`
const replacing = String.raw`[sy]([^\\\n\w\s[])${pattern}\1(?:(?!\1)[^\\\n]|\\.)*\1[gpIiMm0-9]*`
/** One of its commands that only prints, or changes what is printed. */
const sedCommand = new RegExp(
  String.raw`^\s*(?:${address}(?:\s*,\s*[+~]?${address})?)?\s*!?\s*(?:${replacing}|[pdqPDNnGghHxl=]\s*\d*)\s*`,
  'u',
)
const sedFlag =
  /^(?:-[nErsuz]+|--(?:quiet|silent|regexp-extended|separate|null-data|unbuffered|posix|sandbox|debug))$/u

/** Whatever it is told that is not known to print only. */
const sed: Rule = (args) => {
  if (mayHave(args, 'i', 'in-place')) return destructive('sed rewrites files where they are.')
  const scripts = sedScripts(args)
  return scripts?.every((script) => script !== null && prints(script))
    ? change('sed works on text.')
    : destructive('sed may write files or run something.')
}

function prints(script: string): boolean {
  // What is added is text up to the end of the line.
  if (/^\s*(?:\d+|\$)?\s*[aic]\\?[^\n]*$/u.test(script)) return true
  let rest = script
  while (rest !== '') {
    const found = sedCommand.exec(rest)?.[0]
    if (found === undefined || found === '') return false
    rest = rest.slice(found.length)
    if (rest !== '' && !/^[;\n]/u.test(rest)) return false
    rest = rest.slice(1)
  }
  return true
}

/** Null where an option is not known here, or a script lies in a file. */
function sedScripts(args: readonly Word[]): readonly (string | null)[] | null {
  const scripts: (string | null)[] = []
  for (let at = 0; at < args.length; at += 1) {
    const text = textOf(args[at] ?? unknownWord)
    if (text === '--') break
    if (text === null || !/^-./u.test(text) || sedFlag.test(text)) continue
    const given = /^(?:-[nErsuz]*e|--expression(?:=|$))(.*)$/su.exec(text)?.[1]
    if (given === undefined) return null
    // Else it is the word behind it.
    if (given === '') at += 1
    scripts.push(given === '' ? textOf(args[at] ?? unknownWord) : given)
  }
  return scripts.length > 0 ? scripts : operands(args).slice(0, 1)
}

const awk: Rule = (args) =>
  args.some((word) => textOf(word) === null || /system|[|>@]|getline/u.test(textOf(word) ?? '')) ||
  mayHave(args, 'fiElopdD', 'file', 'exec', 'include', 'load', 'pretty-print', 'profile', 'dump-variables')
    ? destructive('Its text may write files or run something.')
    : change('awk works on text.')

/** Programs that look for texts, or show them, of which some options run another. */
const viewing: Rule = (args, _assessing, program) => {
  const runs: Readonly<Record<string, readonly [short: string, ...long: string[]]>> = {
    rg: ['', 'pre', 'hostname-bin'],
    ag: ['', 'pager'],
    ack: ['', 'pager', 'ackrc', 'output'],
    bat: ['', 'pager'],
    batcat: ['', 'pager'],
    less: ['oOk', 'log-file', 'LOG-FILE', 'lesskey-file', 'lesskey-src', 'lesskey-content'],
    man: ['PCH', 'pager', 'config-file', 'html', 'preprocessor'],
    fzf: ['', 'bind', 'preview', 'listen', 'with-shell'],
  }
  const [short, ...long] = runs[program] ?? ['']
  return mayHave(args, short, ...long) ||
    (/^(?:less|more|most|man)$/u.test(program) && texts(args).some((text) => text.startsWith('+')))
    ? destructive(`${program} may run a program or write a file.`)
    : change(`${program} shows texts.`)
}

const group = (names: string, rule: Rule): [string, Rule][] => names.split(' ').map((name) => [name, rule])

/** Programs that work on texts, or show them. */
export const textRules: readonly [string, Rule][] = [
  ...group('sed gsed', sed),
  ...group('awk gawk mawk nawk', awk),
  ...group('rg ag ack bat batcat less more most man fzf', viewing),
]
