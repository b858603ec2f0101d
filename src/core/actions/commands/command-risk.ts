import type { Risk } from '../../../shared/risk.ts'
import { fileRules, overwrites } from './file-rules.ts'
import { change, destructive, type Assessing, type Finding, type Rule } from './finding.ts'
import { gitRule } from './git-rule.ts'
import { parseCommand } from './parse-command.ts'
import { packingRules } from './packing-rules.ts'
import { isWithin, readRule } from './reading-programs.ts'
import {
  textOf,
  wordOf,
  type Command,
  type CommandList,
  type Redirection,
  type Word,
} from './shell-syntax.ts'
import { removers, systemRules } from './system-rules.ts'
import { assigns, wrapperRules } from './wrapper-rules.ts'

/** Arguments that no shell reads, or a line for `sh`. */
export type GivenCommand =
  | { readonly kind: 'arguments'; readonly words: readonly string[] }
  | { readonly kind: 'line'; readonly line: string }

export interface CommandRisk {
  readonly risk: Risk
  /** Sentences for a person: what it does of that risk. Where it only reads, one that says so. */
  readonly reasons: readonly string[]
}

const ranks: Readonly<Record<Risk, number>> = { read: 0, change: 1, destructive: 2 }

/**
 * What a command may do, by what is read from it. Whatever is not understood is `destructive`, a program that is not
 * known `change`. `look` says what is at a path, relative to where it will run.
 */
export function assessCommand(given: GivenCommand, look: Assessing['look']): CommandRisk {
  const findings =
    given.kind === 'line' ? assessLine(given.line, look, 0) : assessArguments(given.words, look)
  const worst = findings.reduce<Risk>(
    (risk, next) => (ranks[next.risk] > ranks[risk] ? next.risk : risk),
    'read',
  )
  const reasons = findings.filter(({ risk }) => risk === worst).map(({ reason }) => reason)
  return { risk: worst, reasons: reasons.length > 0 ? [...new Set(reasons)] : ['It only reads.'] }
}

function assessArguments(words: readonly string[], look: Assessing['look']): readonly Finding[] {
  if (words.length === 0) return destructive('There is no command.')
  return [
    ...words.flatMap(assessCharacters),
    ...assessWords(words.map(wordOf), { look, fed: false, depth: 0 }),
  ]
}

/** What one cannot see, or what turns the order of what one sees. */
function assessCharacters(text: string): readonly Finding[] {
  return /[\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?![\n\t])\p{Cc}/u.test(text)
    ? destructive('It holds characters that one cannot see.')
    : []
}

interface Surroundings {
  readonly look: Assessing['look']
  readonly fed: boolean
  readonly depth: number
}

function assessLine(line: string | null, look: Assessing['look'], depth: number): readonly Finding[] {
  if (line === null) return destructive('It runs a line that is not known yet.')
  if (depth > 20) return destructive('Nobody can tell what it runs, because it is nested too deeply.')
  const parsed = parseCommand(line)
  if (parsed.kind === 'unclear') return destructive(`Nobody can tell what it runs, because ${parsed.reason}.`)
  return [...assessCharacters(line), ...assessList(parsed.list, { look, fed: false, depth })]
}

function assessList(list: CommandList, around: Surroundings): readonly Finding[] {
  // Behind a change of folder, a name means another file.
  let { look } = around
  return list.flatMap(({ pipeline, next }) => {
    const found = pipeline.flatMap((command, index) =>
      assessOne(command, { ...around, look, fed: around.fed || index > 0 }),
    )
    if (pipeline.some(changesFolder)) look = () => 'file'
    return next === '&' ? [...found, ...change('It goes on in the background.')] : found
  })
}

function changesFolder(command: Command): boolean {
  if (command.kind === 'group') return command.list.some(({ pipeline }) => pipeline.some(changesFolder))
  const program = command.words.map(textOf).find((word) => word !== 'command' && word !== 'builtin')
  return program === 'cd' || program === 'pushd' || program === 'popd'
}

function assessOne(command: Command, around: Surroundings): readonly Finding[] {
  const feeds = command.redirections.some(({ operator }) => operator.startsWith('<'))
  const inside: Surroundings = { ...around, fed: around.fed || feeds }
  const files = command.redirections.flatMap((redirection) => assessRedirection(redirection, inside))
  if (command.kind === 'group') return [...files, ...assessList(command.list, inside)]
  const set = command.assignments.flatMap(({ name, value }) => [
    ...assigns(name),
    ...assessSubstitutions(value, around),
  ])
  const run = command.words.length === 0 ? [] : assessWords(command.words, inside)
  // Of something within it, at least.
  return [...files, ...set, ...run]
}

/** What runs within a word. Its output is not known, so the whole does more than read. */
function assessSubstitutions(word: Word, around: Surroundings): readonly Finding[] {
  return word.parts.flatMap((part) =>
    part.kind === 'commands'
      ? [
          ...change('It runs a command within a command.'),
          ...assessList(part.list, { ...around, fed: false }),
        ]
      : [],
  )
}

function assessRedirection({ operator, target }: Redirection, around: Surroundings): readonly Finding[] {
  const inner = assessSubstitutions(target, around)
  const path = textOf(target)
  if (operator === '<<' || operator === '<<<') return inner
  if (operator === '<')
    return path !== null && isWithin(path)
      ? inner
      : [...inner, ...change('It reads what is outside of the folder.')]
  if ((operator === '>&' || operator === '<&') && path !== null && /^(?:\d+|-)$/u.test(path)) return inner
  if (operator === '>>' && path !== null)
    return [...inner, ...(path === '/dev/null' ? [] : change(`It adds to ${path}.`))]
  return [...inner, ...overwrites(path, assessing(around))]
}

const rules = new Map<string, Rule>([
  ...fileRules,
  ...packingRules,
  ...systemRules,
  ...wrapperRules,
  ['git', gitRule],
])

function assessWords(words: readonly Word[], around: Surroundings): readonly Finding[] {
  const [program, ...args] = words
  const inner = words.flatMap((word) => assessSubstitutions(word, around))
  const written = program ? textOf(program) : null
  if (written === null || written === '')
    return [...inner, ...destructive('It is not known which program runs.')]
  if (/[^\x20-\x7E]/u.test(written))
    return [...inner, ...destructive('The name of its program has letters that may look like others.')]
  const name = programName(written)
  const read = trusted.test(written) && written.endsWith(name) ? readRule(args, assessing(around), name) : []
  if (read.length > 0) return [...inner, ...read]
  const rule = rules.get(name) ?? (/^(?:mkfs|fsck|newfs)(?:[._]|$)/u.test(name) ? rules.get('dd') : undefined)
  const found = rule?.(args, assessing(around), name) ?? unknownProgram(args, assessing(around), name)
  return [...inner, ...(found.length > 0 ? found : change(`${name} may change something.`))]
}

/** A name alone, which the search path leads to, or one of the system's own. Anything else may be any program. */
const trusted = /^(?:[\w-]+|\/(?:usr\/)?bin\/[\w-]+)$/u

/** `/bin/RM.exe` is `rm` where the file system takes no heed of case, `python3.12` is `python3`. */
function programName(written: string): string {
  const name = (written.split(/[/\\]/u).at(-1) ?? '').toLowerCase().replace(/\.(?:exe|com|bat|cmd)$/u, '')
  return written === '.'
    ? '.'
    : name.replace(
        /^(python|pip|node|ruby|perl|php|lua)(\d)?[\d.-]*$/u,
        (_whole, base: string, major?: string) => base + (major === '3' ? '3' : ''),
      )
}

/** Of one that is not known, its words still tell: another program that removes, or a file behind an option for output. */
const unknownProgram: Rule = (args, around, name) => {
  const all = args.map(textOf)
  const remover = all.find((text) => text !== null && removers.has(programName(text.split('=').at(-1) ?? '')))
  if (remover !== undefined) return destructive(`${name} may run ${remover}.`)
  const outputs = all.flatMap((text, at) => {
    if (/^-{1,2}o(?:ut(?:put)?(?:-?file)?)?$/u.test(all[at - 1] ?? '')) return [text]
    return /^(?:-o|--out(?:put)?(?:-?file)?=)(?<path>.+)$/u.exec(text ?? '')?.groups?.['path'] ?? []
  })
  const overwritten = outputs
    .flatMap((path) => overwrites(path, around))
    .filter(({ risk }) => risk === 'destructive')
  if (overwritten.length > 0) return overwritten
  return /^(?:cd|pushd|popd|mkdir|touch|umask)$/u.test(name)
    ? change(`${name} changes little.`)
    : change(`${name} is a program that is not known here.`)
}

function assessing({ look, fed, depth }: Surroundings): Assessing {
  return {
    look,
    fed,
    assess: (words, innerFed = false) =>
      depth > 20
        ? destructive('Nobody can tell what it runs, because it is nested too deeply.')
        : assessWords(words, { look, fed: innerFed, depth: depth + 1 }),
    assessLine: (line) => assessLine(line, look, depth + 1),
  }
}
