import { change, destructive, type Assessing, type Finding, type Rule } from './finding.ts'
import { interpreter, shell } from './interpreter-rules.ts'
import { textOf, unknownWord, type Word } from './shell-syntax.ts'

/** Variables with which other programs would run, or the same ones differently. */
const decides = new RegExp(
  `^(?:${[
    'PATH|IFS|ENV|SHELL|SHELLOPTS|PS4|CDPATH|HOME|EDITOR|VISUAL|BROWSER|LESS|MORE|PAGER|MANOPT|GZIP|TAPE',
    'BASH.*|ZDOTDIR|GLOBIGNORE|EXECIGNORE|VIMINIT|EXINIT|TERMINFO.*|CLASSPATH|GCONV_PATH|LOCPATH|CC|CXX|LD|AR',
    'LESS(?:OPEN|CLOSE)|LD_.*|DYLD_.*|GIT_.*|NODE_(?:OPTIONS|PATH)|PYTHON\\w*|PERL5\\w*|RUBY\\w*|MALLOC_.*',
    '(?:NPM_CONFIG|YARN|PIP|UV|CARGO|RUSTC|BUNDLE|COMPOSER|GRADLE|MAVEN|XDG|PSQL|PG)_.*',
    '.*(?:PRELOAD|EDITOR|PAGER|COMMAND|ASKPASS|LIBRARY_PATH|PROXY|OPTIONS|OPTS?|FLAGS|CONF|CONFIG|CONFIG_PATH)',
    '\\w+(?<!S)RC|.*(?:RSH|SSH|WRAPPER|SHELL|LAUNCHER|PROGRAM|CMD|EXEC|HOOK|PLUGINS?|MODULE_?PATH)',
  ].join('|')})$`,
  'iu',
)

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
  pnpx: /^$/u,
  uvx: /^(?:--from|--with|--python)$/u,
  strace: /^-[eopsuEP]$/u,
  ltrace: /^-[aADeFlnopsuxX]$/u,
  flock: /^(?:-[wE]|--(?:wait|timeout|conflict-exit-code))$/u,
  setpriv:
    /^--(?:ruid|euid|rgid|egid|reuid|regid|groups|inh-caps|ambient-caps|bounding-set|securebits|pdeathsig)$/u,
  taskset: /^$/u,
  chrt: /^-[TPD]$/u,
  env: /^(?:-u|--unset)$/u,
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
    if (text === null || isLine(text, program) || changesFolder(text, program))
      return destructive(`It is not known what ${program} will run.`)
    const set = program === 'env' ? /^([a-z_]\w*)=/iu.exec(text)?.[1] : undefined
    if (set !== undefined) findings.push(...assigns(set))
    else if (!text.startsWith('-')) break
    else if (/^(?:time|strace|ltrace)$/u.test(program) && /^(?:-\w*o|--o)/u.test(text))
      findings.push(...destructive(`${program} may overwrite a file or run a program.`))
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

/** Then the names behind it mean other files. */
function changesFolder(text: string, program: string): boolean {
  return program === 'env' && /^(?:-\w*C|--c)/u.test(text)
}

/** `export NAME=value` and its kin. */
const declare: Rule = (args) =>
  args.flatMap((word) => {
    const text = textOf(word)
    return text === null || /\$\(|`/u.test(text)
      ? destructive('It sets what is not known yet.')
      : assigns(text.split('=')[0] ?? '')
  })

/** `watch`: behind its options, a line made of arguments, which a shell reads. */
const joined: Rule = (args, { assessLine }, program) => {
  const takesValue = /^(?:-[nqs]|--(?:interval|equexit|shotsdir))$/u
  let at = 0
  while (textOf(args[at] ?? unknownWord)?.startsWith('-'))
    at += takesValue.test(textOf(args[at] ?? unknownWord) ?? '') ? 2 : 1
  const line = args.slice(at).map(textOf)
  return [...change(`${program} runs a line.`), ...assessLine(line.includes(null) ? null : line.join(' '))]
}

function listOf(names: string): readonly string[] {
  return names.split(' ')
}

const group = (names: string, rule: Rule): [string, Rule][] => listOf(names).map((name) => [name, rule])

const shells = listOf('sh bash dash zsh ksh mksh oksh yash posh osh fish ash rbash csh tcsh nu xonsh elvish')
const interpreters = listOf(
  'python python2 python3 pypy node nodejs deno bun tsx ts-node ruby perl raku php lua luajit rscript r tclsh groovy ghci swift julia elixir erl racket guile clojure clj sbcl clisp octave ocaml crystal scala kotlin jshell dart',
)

/** Programs that run others. */
export const wrapperRules: readonly [string, Rule][] = [
  ...Object.keys(wrappers).map((name): [string, Rule] => [name, wrap]),
  ...shells.map((name): [string, Rule] => [name, shell]),
  ...interpreters.map((name): [string, Rule] => [name, interpreter]),
  ...group('export declare typeset readonly local', declare),
  ...group('watch', joined),
  ...group('parallel script entr hyperfine watchexec nodemon concurrently', (_args, _assessing, program) =>
    destructive(`${program} runs commands that cannot be read here.`),
  ),
]

/** Programs that are looked for among the words of one that is not known: it may run them. */
export const runners: ReadonlySet<string> = new Set([
  ...shells,
  ...interpreters,
  ...listOf('env nice timeout nohup setsid stdbuf xargs busybox toybox npx sudo doas'),
])
