import { operands, texts } from './arguments.ts'
import { change, destructive, type Assessing, type Finding, type Rule } from './finding.ts'
import { textOf, unknownWord, type Word } from './shell-syntax.ts'

/** Variables with which other programs would run, or the same ones differently. */
const decides =
  /^(?:PATH|IFS|ENV|BASH_ENV|SHELL|SHELLOPTS|BASHOPTS|PS4|PROMPT_COMMAND|CDPATH|HOME|EDITOR|VISUAL|PAGER|BROWSER|LESSOPEN|LESSCLOSE|MANPAGER|.*(?:_PRELOAD|_EDITOR|_PAGER|_COMMAND|_ASKPASS|_LIBRARY_PATH)|LD_.*|DYLD_.*|GIT_.*|NODE_OPTIONS|NODE_PATH|PYTHON\w*|PERL5\w*|RUBY\w*|JAVA_TOOL_OPTIONS|.*_PROXY|NPM_CONFIG_.*)$/iu

export function assigns(name: string): readonly Finding[] {
  return decides.test(name)
    ? destructive(`It sets ${name}, which can change what runs.`)
    : change(`It sets ${name}.`)
}

/** Programs that run the command behind them, with those of their options that take a value. */
const wrappers: Readonly<Record<string, RegExp>> = {
  nice: /^(?:-n|--adjustment)$/u,
  ionice: /^-[cnp]$/u,
  time: /^-[fo]$/u,
  timeout: /^(?:-[ks]|--kill-after|--signal)$/u,
  nohup: /^$/u,
  stdbuf: /^-[ioe]$/u,
  setsid: /^$/u,
  command: /^$/u,
  builtin: /^$/u,
  busybox: /^$/u,
  toybox: /^$/u,
  caffeinate: /^-[tw]$/u,
  'xvfb-run': /^-[nsfew]$/u,
  npx: /^(?:-p|--package)$/u,
  bunx: /^$/u,
  strace: /^-[eopsuEP]$/u,
  flock: /^(?:-[wE]|--(?:wait|timeout|conflict-exit-code))$/u,
  setpriv:
    /^--(?:ruid|euid|rgid|egid|reuid|regid|groups|inh-caps|ambient-caps|bounding-set|securebits|pdeathsig)$/u,
  taskset: /^$/u,
  chrt: /^-[TPD]$/u,
  env: /^(?:-[uC]|--unset|--chdir)$/u,
  xargs: /^-[IiLnPsdEae]$/u,
}

/** How many words behind its options belong to the program itself. */
const own: Readonly<Record<string, number>> = { timeout: 1, flock: 1, taskset: 1, chrt: 1 }

const wrap: Rule = (args, assessing, program) => {
  const takesValue = wrappers[program] ?? /^$/u
  const findings: Finding[] = [...change(`${program} runs another command.`)]
  let at = 0
  for (; at < args.length; at += 1) {
    const text = textOf(args[at] ?? unknownWord)
    if (text === null || isLine(text, program))
      return destructive(`It is not known what ${program} will run.`)
    const set = program === 'env' ? /^([a-z_]\w*)=/iu.exec(text)?.[1] : undefined
    if (set !== undefined) findings.push(...assigns(set))
    else if (!text.startsWith('-')) break
    else if (takesValue.test(text)) at += 1
  }
  return [...findings, ...assessInner(args, at, assessing, program)]
}

function assessInner(
  args: readonly Word[],
  at: number,
  { assess, assessLine, fed }: Assessing,
  program: string,
): readonly Finding[] {
  const inner = args.slice(at + (own[program] ?? 0))
  if (inner.length === 0) return []
  if (program === 'flock' && /^(?:-c|--command)$/u.test(textOf(inner[0] ?? unknownWord) ?? ''))
    return assessLine(textOf(inner[1] ?? unknownWord))
  // What xargs adds is not known before.
  const found = program === 'xargs' ? assess([...inner, unknownWord]) : assess(inner, fed)
  // An option that is not known here may take the word behind it.
  const before = textOf(args[at - 1] ?? unknownWord) ?? ''
  if (inner.length < 2 || before === '--' || !/^-[^=]*$/u.test(before)) return found
  return [...found, ...assess(inner.slice(1), fed).filter(({ risk }) => risk === 'destructive')]
}

/** An option with a line behind it. */
function isLine(text: string, program: string): boolean {
  if (program === 'env') return /^(?:-\w*S|--s)/u.test(text)
  return program === 'npx' && /^(?:-\w*c|--call)/u.test(text)
}

/** `export NAME=value` and its kin. */
const declare: Rule = (args) =>
  args.flatMap((word) => {
    const text = textOf(word)
    return text === null ? destructive('It sets what is not known yet.') : assigns(text.split('=')[0] ?? '')
  })

/** `sh -c LINE`, or a script, or what comes in. */
const shell: Rule = (args, { assessLine, fed }, program) => {
  if (fed) return destructive(`${program} runs whatever comes in.`)
  if (args.length === 0) return change(`${program} waits for commands; none will come.`)
  for (const [index, word] of args.entries()) {
    const text = textOf(word)
    if (text === null) return destructive(`It is not known what ${program} will run.`)
    if (/^-\w*c\w*$/u.test(text)) {
      // Further options may stand between.
      const line = args.slice(index + 1).find((next) => !/^[-+]\w/u.test(textOf(next) ?? ''))
      return [...change(`${program} runs a line.`), ...assessLine(line ? textOf(line) : null)]
    }
    if (/^(?:--(?:rcfile|init-file)|[-+]\w*[oO]$)/u.test(text))
      return destructive(`${program} is told to work differently.`)
    if (!text.startsWith('-')) break
  }
  return change(`${program} runs a script.`)
}

const codeOption = /^-(?:\w*[ecEprn]\w*|-eval|-print|-exec|-require|-import|-command)/u

/** Languages: a script is an unknown program, a text in the line can do anything. */
const interpreter: Rule = (args, { assess, fed }, program) => {
  if (fed) return destructive(`${program} may run whatever comes in.`)
  const module = args.findIndex((word) => textOf(word) === '-m')
  const name = module === -1 ? undefined : args[module + 1]
  if (name !== undefined && module === 0) return assess([name, ...args.slice(module + 2)])
  const script = args.findIndex((word) => !textOf(word)?.startsWith('-'))
  const options = args.slice(0, script === -1 ? args.length : script)
  if (script !== -1 && textOf(args[script] ?? unknownWord) === null)
    return destructive(`It is not known what ${program} will run.`)
  if (texts(options).some((text) => codeOption.test(text) && text !== '--version'))
    return destructive(`${program} runs a text that can do anything.`)
  if (/^(?:ruby|perl)$/u.test(program) && texts(options).some((text) => /^-\w*i/u.test(text)))
    return destructive(`${program} rewrites files where they are.`)
  if (program === 'deno' && operands(args)[0] === 'eval')
    return destructive('deno runs a text that can do anything.')
  return change(`${program} runs a program.`)
}

/** A line made of arguments, which a shell reads. */
const joined: Rule = (args, { assessLine }, program) => [
  ...change(`${program} runs a line.`),
  ...assessLine(
    args.every((word) => textOf(word) !== null) ? texts(args.filter(isNoOption)).join(' ') : null,
  ),
]

function isNoOption(word: Word): boolean {
  return !textOf(word)?.startsWith('-')
}

const group = (names: string, rule: Rule): [string, Rule][] => names.split(' ').map((name) => [name, rule])

/** Programs that run others. */
export const wrapperRules: readonly [string, Rule][] = [
  ...Object.keys(wrappers).map((name): [string, Rule] => [name, wrap]),
  ...group('sh bash dash zsh ksh mksh fish ash rbash csh tcsh', shell),
  ...group(
    'python python2 python3 pypy node nodejs deno ruby perl php lua luajit Rscript rscript tclsh groovy ghci swift',
    interpreter,
  ),
  ...group('export declare typeset readonly local', declare),
  ...group('watch', joined),
  ...group('parallel script entr', (_args, _assessing, program) =>
    destructive(`${program} runs commands that cannot be read here.`),
  ),
]
