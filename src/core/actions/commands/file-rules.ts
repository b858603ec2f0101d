import { posix } from 'node:path'
import { mayHave, operands, surelyHas, texts } from './arguments.ts'
import { change, destructive, runIn, type Assessing, type Finding, type Rule } from './finding.ts'
import { textOf, unknownWord, type Word } from './shell-syntax.ts'

/** What happens to the file that a command writes to: `path` is null where only the shell will know it. */
export function overwrites(path: string | null, { look }: Assessing): readonly Finding[] {
  if (path === null) return destructive('It may overwrite a file whose name is not known yet.')
  if (/^\/dev\/(?:null|stdout|stderr|tty)$/u.test(path)) return []
  return look(path) === 'missing' ? change(`It writes ${path}.`) : destructive(`It overwrites ${path}.`)
}

function harmOfSync(args: readonly Word[], program: string): readonly Finding[] {
  if (operands(args).some((path) => path?.includes(':')))
    return destructive(`${program} works on another computer.`)
  const harmful = /^--(?:del|remove-|rsh|rsync-path|log-file|write-|existing|inplace|files-from)|^-\w*e/u
  return program === 'rsync' && texts(args).some((text) => harmful.test(text))
    ? destructive('rsync may remove files or run a program.')
    : []
}

/** `cp`, `mv`, `ln`, `install`: the last operand is where things go. */
const carry: Rule = (args, assessing, program) => {
  const paths = operands(args)
  const target = paths.at(-1)
  const apart = /^(?:rsync|scp)$/u.test(program) ? harmOfSync(args, program) : []
  if (apart.length > 0) return apart
  if (mayHave(args, 'tTS', 'target-directory', 'no-target-directory', 'suffix') || paths.length < 2)
    return destructive(`${program} may overwrite what is there.`)
  const keeps =
    /^(?:cp|mv|rsync)$/u.test(program) &&
    surelyHas(args, /^-[abdilprsuvxzRHLP]+$|^--(?:archive|recursive|update|verbose)$/u, '-n', '--no-clobber')
  // Of the two the last one counts.
  if (keeps && !mayHave(args, 'f', 'force')) return change(`${program} changes files.`)
  if (program === 'rsync' || mayHave(args, 'rRa', 'recursive', 'archive'))
    // What is in the folders is not looked at.
    return typeof target === 'string' && assessing.look(target) === 'missing'
      ? change(`${program} makes ${target}.`)
      : destructive(`${program} may overwrite what is there.`)
  return landings(paths, assessing).flatMap((path) => overwrites(path, assessing))
}

/** A link is put in the place of another only where that is said. */
const link: Rule = (args, assessing, program) => {
  if (
    operands(args).length > 1 &&
    !mayHave(args, 'fitTS', 'force', 'target-directory', 'no-target-directory', 'suffix')
  )
    return change('ln makes a link.')
  return mayHave(args, 'n', 'no-dereference')
    ? destructive('ln may put a link in the place of another.')
    : carry(args, assessing, program)
}

/** Every place where something arrives. */
function landings(paths: readonly (string | null)[], { look }: Assessing): (string | null)[] {
  const target = paths.at(-1) ?? null
  if (target === null || look(target) !== 'folder') return [target]
  return paths.slice(0, -1).map((path) => {
    const name = path
      ?.replace(/[/\\]+$/u, '')
      .split(/[/\\]/u)
      .at(-1)
    return name === undefined || name === '' ? null : posix.join(target, name)
  })
}

const tee: Rule = (args, assessing) =>
  surelyHas(args, /^-[ip]+$/u, '-a', '--append')
    ? change('tee adds to files.')
    : operands(args).flatMap((path) => overwrites(path, assessing))

const recursive: Rule = (args, _assessing, program) =>
  mayHave(args, 'R', 'recursive')
    ? destructive(`${program} changes a folder and all that is in it.`)
    : change(`${program} changes who may use files.`)

const find: Rule = (args, assessing) => {
  const findings: Finding[] = []
  args.forEach((word, index) => {
    const text = textOf(word)
    if (text === null) findings.push(...destructive('find may be told to remove something.'))
    else if (text === '-delete') findings.push(...destructive('find removes what it finds.'))
    else if (/^-(?:fprint|fls)/u.test(text)) findings.push(...destructive('find writes into a file.'))
    else if (/^-(?:exec|ok)$/u.test(text)) findings.push(...forEach(args.slice(index + 1), assessing))
    // A file that is named from there is another in each folder.
    else if (/^-(?:exec|ok)dir$/u.test(text))
      findings.push(...runIn(null, forEach(args.slice(index + 1), assessing)))
  })
  return findings.length > 0 ? findings : change('find looks through folders.')
}

const fd: Rule = (args, assessing) => {
  const all = args.map(textOf)
  if (all.some((text) => text === null || /^--exec[\w-]*=|^-[a-wyzA-WYZ]*[xX]\w/u.test(text)))
    return destructive('fd may run a program on what it finds.')
  const at = all.findIndex((text) => /^--exec|^-\w*[xX]$/u.test(text ?? ''))
  return at === -1 ? change('fd looks through folders.') : forEach(args.slice(at + 1), assessing)
}

/** The command that find runs on what it finds. */
function forEach(args: readonly Word[], assessing: Assessing): readonly Finding[] {
  const end = args.findIndex((word) => textOf(word) === ';' || textOf(word) === '+')
  const inner = args.slice(0, end === -1 ? args.length : end)
  return [
    ...change('find runs a command on what it finds.'),
    ...assessing.assess(inner.map((word) => (textOf(word)?.includes('{}') ? unknownWord : word))),
  ]
}

const sort: Rule = (args) =>
  mayHave(args, 'o', 'output', 'compress-program')
    ? destructive('sort may overwrite a file.')
    : change('sort works on text.')

/** The second operand is written to. */
const uniq: Rule = (args, assessing) => {
  const paths = operands(
    args.filter((_word, at) => !/^-[fsw]$/u.test(textOf(args[at - 1] ?? unknownWord) ?? '')),
  )
  return paths.slice(1).flatMap((path) => overwrites(path, assessing))
}

const group = (names: string, rule: Rule): [string, Rule][] => names.split(' ').map((name) => [name, rule])

/** Programs that work on files. */
export const fileRules: readonly [string, Rule][] = [
  ...group('cp mv install rsync scp', carry),
  ...group('ln', link),
  ...group('tee sponge', tee),
  ...group('chmod chown chgrp chattr setfacl', recursive),
  ...group('find gfind', find),
  ...group('fd fdfind', fd),
  ...group('sort', sort),
  ...group('uniq', uniq),
]
