import { texts } from './arguments.ts'
import { change, destructive, runsFiles, type Finding, type Rule } from './finding.ts'
import { textOf, unknownWord, type Word } from './shell-syntax.ts'

/** `sh -c LINE`, or a script, or what comes in. */
export const shell: Rule = (args, { assessLine, fed }, program) => {
  if (fed) return destructive(`${program} runs whatever comes in.`)
  if (args.length === 0) return change(`${program} waits for commands; none will come.`)
  for (const [index, word] of args.entries()) {
    const text = textOf(word)
    if (text === null) return destructive(`It is not known what ${program} will run.`)
    if (/^[-+]\w*c\w*$/u.test(text)) {
      // Further options may stand between.
      const line = args.slice(index + 1).find((next) => !/^[-+]\w/u.test(textOf(next) ?? ''))
      return [...change(`${program} runs a line.`), ...assessLine(line ? textOf(line) : null)]
    }
    if (/^(?:--(?:rcfile|init-file|init-command|command)|[-+]\w*[oOC]$|-\w*C)/u.test(text))
      return destructive(`${program} is told to work differently.`)
    if (!/^[-+]/u.test(text)) return runsFiles([text], `${program} runs a script.`)
  }
  return change(`${program} runs a script.`)
}

/** Options with a text, a module or a file of settings that is run, or that lead to one. */
const codeOption =
  /^-(?:\w*[ecEprnM]\w*|-?(?:eval|execute?|print|require|import|preload|command|cmd|run|call|env-file|init|load|loader|experimental-loader)(?:=|$))/u
/** Of PHP: code, settings, and code for each line that comes in. */
const codeOptionOfPhp = /^-(?:\w*[rBREdz]|-(?:run|process-code|process-begin|process-end|define))/u
/** What surely has no value behind it. */
const flag = /^(?:-[bBdhIOqsSuvVx]+|--[\w-]+=.*)$/u

/** Words of those who clear away, as programs that people wrote for themselves know them too. */
const removal =
  /^(?:rm|rmi|rb|remove|delete|del|destroy|undefine|uninstall|unpublish|purge|autoremove|autoclean|erase|prune|un|unlink|clean|reset|drop|flush|fresh|forget|clear|cleanup|disable|downgrade|detach|kill|down|stop|stopall|terminate|drain|cordon|evict|wipe|revoke|deprecate|yank|rollback|undo|replace|overwrite|publish|logout|flushall|flushdb|sync|mv|move|dedupe)$|^(?:delete|terminate|remove|destroy|purge)-/iu

/** Whether one of the words says so, `db:drop` too. */
export function saysRemoval(words: readonly (string | null)[]): string | undefined {
  return words.find((word) => word?.split(':').some((part) => removal.test(part))) ?? undefined
}

/** Languages: a script is an unknown program, a text in the line can do anything. */
export const interpreter: Rule = (args, { assess, fed }, program) => {
  if (fed) return destructive(`${program} may run whatever comes in.`)
  const { script, scripts } = readOptions(args)
  const options = args.slice(0, script)
  const module = options.findIndex((word) => textOf(word) === '-m')
  const name = module === -1 ? undefined : args[module + 1]
  if (name !== undefined && options.slice(0, module).every((word) => flag.test(textOf(word) ?? '')))
    return [...runsModule(textOf(name)), ...assess([name, ...args.slice(module + 2)])]
  if (name !== undefined || scripts.includes(null))
    return destructive(`It is not known what ${program} will run.`)
  const harm = harmOfOptions(texts(options), program)
  if (harm.length > 0) return harm
  const words = args.slice(script).map(textOf)
  if (program === 'bun' && words[0] === 'x') return assess(args.slice(script + 1))
  return runsScript(words, scripts, program)
}

function harmOfOptions(options: readonly string[], program: string): readonly Finding[] {
  const isCode = (text: string): boolean => codeOption.test(text) && !/^--?version$/u.test(text)
  if (options.some(isCode) || (program === 'php' && options.some((text) => codeOptionOfPhp.test(text))))
    return destructive(`${program} runs a text that can do anything.`)
  return /^(?:ruby|perl|raku)$/u.test(program) && options.some((text) => /^-\w*i/u.test(text))
    ? destructive(`${program} rewrites files where they are.`)
    : []
}

/** `words`: from the script on. Before it, other words may be it. */
function runsScript(
  words: readonly (string | null)[],
  scripts: readonly (string | null)[],
  program: string,
): readonly Finding[] {
  const [first] = words
  if (first === 'eval') return destructive(`${program} runs a text that can do anything.`)
  const said = saysRemoval(words.slice(0, 4))
  if (said !== undefined) return destructive(`A program for ${program} is told to ${said}.`)
  // `deno run x.ts`
  const named =
    first === 'run' || first === 'test' ? words.slice(1).find((word) => !word?.startsWith('-')) : null
  const files = [...scripts, named ?? null].filter((file) => file !== null)
  return runsFiles(
    files.flatMap((file) => candidates(file, program)),
    `${program} runs a program.`,
  )
}

/** A file may be named without its ending. */
function candidates(file: string, program: string): readonly string[] {
  return /^(?:node|nodejs|bun|deno|tsx|ts-node)$/u.test(program) && !/\.\w+$/u.test(file)
    ? [file, `${file}.js`]
    : [file]
}

function runsModule(name: string | null): readonly Finding[] {
  if (name === null || !/^[\w.]+$/u.test(name)) return []
  const path = name.replaceAll('.', '/')
  return runsFiles([`${path}.py`, `${path}/__main__.py`], `It runs the module ${name}.`)
}

/**
 * Where the script stands, and what may be one: a word behind an option may be its value, or the script. All that stands
 * before the last of them may be an option of the program's own.
 */
function readOptions(args: readonly Word[]): {
  readonly script: number
  readonly scripts: readonly (string | null)[]
} {
  const scripts: (string | null)[] = []
  for (let at = 0; at < args.length; at += 1) {
    const text = textOf(args[at] ?? unknownWord)
    if (text === null || !text.startsWith('-')) {
      const before = at === 0 ? '' : (textOf(args[at - 1] ?? unknownWord) ?? '')
      scripts.push(text)
      if (!/^-./u.test(before) || before === '--' || flag.test(before)) return { script: at, scripts }
    }
  }
  return { script: args.length, scripts }
}
