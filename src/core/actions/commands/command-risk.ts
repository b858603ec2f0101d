import type { Risk } from '../../../shared/risk.ts'
import { downloadRules } from './download-rules.ts'
import { fileRules, overwrites } from './file-rules.ts'
import { change, destructive, runIn, runsFiles, type Assessing, type Finding, type Rule } from './finding.ts'
import { gitRule } from './git-rule.ts'
import { parseCommand } from './parse-command.ts'
import { packingRules } from './packing-rules.ts'
import { programName } from './program-name.ts'
import { isWithin, readRule } from './reading-programs.ts'
import { rewritingRules } from './rewriting-rules.ts'
import {
  textOf,
  wordOf,
  type Command,
  type CommandList,
  type Pipeline,
  type Redirection,
  type Word,
} from './shell-syntax.ts'
import { systemRules } from './system-rules.ts'
import { textRules } from './text-rules.ts'
import { unknownProgram } from './unknown-program.ts'
import { assigns, wrapperRules } from './wrapper-rules.ts'

/** Arguments that no shell reads, or a line for `sh`. */
export type GivenCommand =
  | { readonly kind: 'arguments'; readonly words: readonly string[] }
  | { readonly kind: 'line'; readonly line: string }

export interface CommandRisk {
  readonly risk: Risk
  /** Sentences for a person: what it does of that risk. Where it only reads, one that says so. */
  readonly reasons: readonly string[]
  /** Files that it runs, from where it runs or by their whole paths, as far as that is known. They need not be there. */
  readonly runs: readonly string[]
}

const ranks: Readonly<Record<Risk, number>> = { read: 0, change: 1, destructive: 2 }

/**
 * What a command may do, by what is read from it. Whatever is not understood is `destructive`, a program that is not
 * known `change`. `look` says what is at a path, relative to where it will run.
 */
export function assessCommand(given: GivenCommand, look: Assessing['look']): CommandRisk {
  const findings =
    given.kind === 'line'
      ? assessLine(given.line, { look, fed: false, depth: 0, budget: { left: mostAssessed } })
      : assessArguments(given.words, look)
  const worst = findings.reduce<Risk>(
    (risk, next) => (ranks[next.risk] > ranks[risk] ? next.risk : risk),
    'read',
  )
  const reasons = findings.filter(({ risk }) => risk === worst).map(({ reason }) => reason)
  return {
    risk: worst,
    reasons: reasons.length > 0 ? [...new Set(reasons)] : ['It only reads.'],
    runs: [...new Set(findings.flatMap(({ runs = [] }) => runs))],
  }
}

function assessArguments(words: readonly string[], look: Assessing['look']): readonly Finding[] {
  if (words.length === 0) return destructive('There is no command.')
  return [
    ...words.flatMap(assessCharacters),
    ...assessWords(words.map(wordOf), { look, fed: false, depth: 0, budget: { left: mostAssessed } }),
  ]
}

/** What one cannot see, what turns the order of what one sees, or moves it out of sight. */
function assessCharacters(text: string): readonly Finding[] {
  if (/[ \t]{40}|\n(?:[ \t]*\n){3}/u.test(text))
    return destructive('It holds a gap, behind which more may stand than one sees.')
  return /[\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?![\n\t])\p{Cc}/u.test(text)
    ? destructive('It holds characters that one cannot see.')
    : []
}

interface Surroundings {
  readonly look: Assessing['look']
  readonly fed: boolean
  readonly depth: number
  /** How many commands may still be looked at: one may be read in several ways, and so may what is in it. */
  readonly budget: { left: number }
}

const mostAssessed = 1_000

function assessLine(line: string | null, around: Surroundings): readonly Finding[] {
  if (line === null) return destructive('It runs a line that is not known yet.')
  if (around.depth > 20) return destructive('Nobody can tell what it runs, because it is nested too deeply.')
  const parsed = parseCommand(line)
  if (parsed.kind === 'unclear') return destructive(`Nobody can tell what it runs, because ${parsed.reason}.`)
  return [...assessCharacters(line), ...assessList(parsed.list, { ...around, fed: false })]
}

function assessList(list: CommandList, around: Surroundings): readonly Finding[] {
  // Behind a change of folder, a name means another file.
  let { look } = around
  let folder: string | null = ''
  return list.flatMap(({ pipeline, next }) => {
    const found = pipeline.flatMap((command, index) =>
      assessOne(command, { ...around, look, fed: around.fed || index > 0 }),
    )
    const there = folder === '' ? found : runIn(folder, found)
    if (pipeline.some(changesFolder)) {
      look = () => 'file'
      folder = folder === null || next !== '&&' ? null : folderAfter(folder, pipeline)
      // Whether what it depends on went well is not known.
    } else if (folder !== '' && next !== '&&') folder = null
    return next === '&' ? [...there, ...change('It goes on in the background.')] : there
  })
}

/** Where `cd NAME` leads, from where it is. Null where that is not plain. */
function folderAfter(folder: string, [command, ...others]: Pipeline): string | null {
  if (others.length > 0 || command?.kind !== 'simple' || command.redirections.length > 0) return null
  const [program, target, ...more] = command.words.map(textOf)
  if (program !== 'cd' || more.length > 0 || !target || /^[-/]|^[a-z]:/iu.test(target)) return null
  return folder === '' ? target : `${folder}/${target}`
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
  ...textRules,
  ...downloadRules,
  ...rewritingRules,
  ...packingRules,
  ...systemRules,
  ...wrapperRules,
  ['git', gitRule],
])

function assessWords(words: readonly Word[], around: Surroundings): readonly Finding[] {
  around.budget.left -= 1
  if (around.budget.left < 0)
    return destructive('Nobody can tell what it runs, because it can be read in too many ways.')
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
  const rule = ruleOf(name)
  const does = rule(args, assessing(around), name)
  const found = does.length > 0 ? does : change(`${name} may change something.`)
  const isFile = /[/\\]/u.test(written)
  return [...inner, ...found, ...(isFile ? runsFiles([written], found[0]?.reason ?? '') : [])]
}

function ruleOf(name: string): Rule {
  if (/^(?:mkfs|fsck|newfs)(?:[._]|$)/u.test(name)) return rules.get('dd') ?? unknownProgram
  // What PowerShell calls its commands.
  if (
    /^(?:remove|clear|stop|format|set|out|move|rename|invoke|start|reset|restart|uninstall|disable|restore)-\w+$/u.test(
      name,
    )
  )
    return rules.get('powershell') ?? unknownProgram
  return rules.get(name) ?? unknownProgram
}

/** A name alone, which the search path leads to, or one of the system's own. Anything else may be any program. */
const trusted = /^(?:[\w-]+|\/(?:usr\/)?bin\/[\w-]+)$/u

function assessing(around: Surroundings): Assessing {
  const { look, fed, depth } = around
  const inner = { ...around, depth: depth + 1 }
  return {
    look,
    fed,
    assess: (words, innerFed = false) =>
      depth > 20
        ? destructive('Nobody can tell what it runs, because it is nested too deeply.')
        : assessWords(words, { ...inner, fed: innerFed }),
    assessLine: (line) => assessLine(line, inner),
  }
}
