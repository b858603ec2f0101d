import { existsSync, statSync } from 'node:fs'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { basename, delimiter, join, resolve } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { makeFolder } from '../make-folder.ts'
import type { Risk } from '../../shared/risk.ts'
import { visible, visibleLines } from '../../shared/visible.ts'
import { defineAction, type Action, type Execution } from './action.ts'
import { assessCommand, type CommandRisk, type GivenCommand } from './commands/command-risk.ts'
import { findProgram } from './commands/find-program.ts'
import { outcomeOf, stillRuns } from './commands/command-outcome.ts'
import { coverFolder, type Cover } from './commands/folder-secrets.ts'
import { leadsOut } from './commands/leads-out.ts'
import { runProcess, type ProcessEnd, type ProcessRequest } from './commands/run-process.ts'
import type { Sandbox } from './commands/sandbox.ts'
import { scrubEnvironment } from './commands/scrubbed-environment.ts'
import { showArguments } from './commands/show-command.ts'
import { checkShown, seenOf } from './commands/shown-cover.ts'
import { truePaths } from './commands/true-paths.ts'
import { fromHome } from './folders/path-text.ts'
import { reachFolder } from './folders/reach.ts'
import { innermostAround, isWithin } from './folders/within.ts'
import type { Place } from './place.ts'

export interface CommandSurroundings {
  /** What `findSandbox` found, once; looked for when it is needed. */
  readonly sandbox: () => Promise<Sandbox>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  /** The system's folder for what is temporary. */
  readonly temporary: string
}

const input = z
  .strictObject({
    command: z
      .array(z.string().max(20_000))
      .min(1)
      .max(500)
      .describe('Program and arguments, each by itself. With shell: one text, the line.'),
    shell: z.boolean().default(false).describe('A line for sh, for pipes. Avoid it.'),
    folder: z.string().optional().describe('Where it runs. Without it: the first granted folder'),
    seconds: z.int().min(1).max(3_600).default(120).describe('It is ended after these; 120 without it'),
  })
  .refine(
    ({ command, shell }) => !shell || command.length === 1,
    'With shell, command is one text: the line.',
  )
  .refine(({ command }) => command.every((word) => !word.includes('\0')), 'A command holds no NUL.')
  .refine(({ command }) => command.join(' ').length <= 100_000, 'A command has at most 100,000 characters.')

type Input = z.output<typeof input>

/** Characters that are told as they come, and bytes that are kept in a file. */
const limits = { shown: 65_536, kept: 50_000_000 }

export function runCommandAction(around: CommandSurroundings): Action {
  return defineAction({
    name: 'run_command',
    description:
      'Runs a program, without input and mostly without a network. Only for what no other action does.',
    input,
    undo: 'no',
    bind: (args, whole, place) => ({
      ...args,
      folder: whole(askedFolder(args, place) ?? args.folder ?? '.'),
    }),
    replaces: (args) => filesRun(args).map((path) => ({ path, follow: true, runs: true })),
    risk: (args, place) => riskOf(args, assess(args, place), place),
    summarize: (args) => `Run ${show(args)}`,
    preview: async (args, place) => {
      const { cwd, granted } = await findFolder(args, place)
      const sandbox = await around.sandbox()
      const holds =
        sandbox.kind === 'none'
          ? []
          : await cover(cwd, granted, place).then(({ whole, notes }) => [
              ...sandbox.holds(granted, whole),
              ...notes,
            ])
      return {
        kind: 'command',
        command: show(args),
        folder: cwd,
        notes: [...assess(args, place).reasons, ...boundFiles(args), ...holds, ...sandbox.lacks],
      }
    },
    takes: async (args, place) => {
      if ((await around.sandbox()).kind === 'none') return []
      const { cwd, granted } = await findFolder(args, place)
      return seenOf(await cover(cwd, granted, place), granted)
    },
    execute: async (args, { signal, progress, place, seen, checkAgain }) => {
      let text = ''
      const tell: ProcessRequest['tell'] = (_stream, piece) => {
        text += piece
        progress({ type: 'output', text: piece })
      }
      const end = await run(args, { place, seen, signal, checkAgain }, around, tell)
      if (end.output.file !== null) progress({ type: 'kept', path: end.output.file })
      if (end.how === 'stopped')
        throw new AppError('cancelled', [`${show(args)} was stopped.`, ...stillRuns(end)].join(' '))
      return outcomeOf(show(args), args.seconds, end, text)
    },
  })
}

function show({ command, shell }: Input): string {
  return shell ? visibleLines(command[0] ?? '') : showArguments(command)
}

/** Where it is to run, by its text: from home, or from the first granted folder; null where none is granted. */
function askedFolder({ folder = '.' }: Input, place: Place): string | null {
  const [first] = place.granted
  return fromHome(folder, place) ?? (first === undefined ? null : resolve(first, folder))
}

function given({ command, shell }: Input): GivenCommand {
  return shell ? { kind: 'line', line: command[0] ?? '' } : { kind: 'arguments', words: command }
}

/** What the system brings along, and no action may change. */
const ofTheSystem = /^\/(?:usr|bin|sbin|opt|lib\w*|nix|System|Library)\//u

/** The files whose content decides what is done, by their whole paths; none while it is not said where it runs. */
function filesRun(args: Input): string[] {
  const { folder } = args
  if (folder === undefined) return []
  const { runs } = assessCommand(given(args), () => 'missing')
  return [...new Set(runs.map((file) => resolve(folder, file)))].filter((file) => !ofTheSystem.test(file))
}

/** What is told of them. */
function boundFiles(args: Input): string[] {
  const files = filesRun(args).filter((file) => existsSync(file))
  return files.map(
    (file) => `${visible(basename(file))} is run only as it is now, or as an earlier step leaves it.`,
  )
}

function assess(args: Input, place: Place): CommandRisk {
  const cwd = askedFolder(args, place) ?? place.home
  return assessCommand(given(args), (path) => {
    try {
      return statSync(resolve(cwd, path)).isDirectory() ? 'folder' : 'file'
    } catch (error) {
      // What cannot be looked at may be there.
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'file'
    }
  })
}

/**
 * A line is read by us and by a shell: where the two may differ, it is not called harmless. Nor is what reads through a link
 * that leads out of what is granted, or to a key.
 */
function riskOf(args: Input, { risk }: CommandRisk, place: Place): Risk {
  if (risk !== 'read') return risk
  const cwd = askedFolder(args, place) ?? place.home
  return args.shell || args.command.slice(1).some((word) => leadsOut(resolve(cwd, word), place))
    ? 'change'
    : 'read'
}

/** Where it runs, and the innermost granted folder that this lies in; both free of links. */
async function findFolder(
  args: Input,
  place: Place,
): Promise<{ readonly cwd: string; readonly granted: string }> {
  const asked = askedFolder(args, place)
  if (asked === null) throw new AppError('no_folder', 'No folder is granted. Grant one first.')
  return reachFolder(asked, place, async ({ path: cwd }) => {
    return { cwd, granted: innermostAround(place.granted, [cwd], place.platform) ?? cwd }
  })
}

const nothing: Cover = { hidden: [], guarded: [], whole: true, notes: [] }

/** What a sandbox keeps a command from in the folder that it may change. */
function cover(
  cwd: string,
  folder: string,
  { dataFolder }: Place,
  signal = new AbortController().signal,
): Promise<Cover> {
  return coverFolder({ folder, cwd, own: [dataFolder] }, signal)
}

async function run(
  args: Input,
  { place, seen, signal, checkAgain }: Pick<Execution, 'place' | 'seen' | 'signal' | 'checkAgain'>,
  { sandbox, env, platform, temporary }: CommandSurroundings,
  tell: ProcessRequest['tell'],
): Promise<ProcessEnd> {
  const { cwd, granted } = await findFolder(args, place)
  const clean = scrubEnvironment(env, platform)
  // What lies in the folder may have been put there to be taken for a program of the system.
  const searchPath = (await truePaths((clean['PATH'] ?? '').split(delimiter)))
    .filter((one) => !place.granted.some((folder) => isWithin(folder, one, place.platform)))
    .join(delimiter)
  const [name = '', ...rest] = args.shell ? shellFor(args.command[0] ?? '', platform) : args.command
  const program = await findProgram(name, { searchPath, cwd, platform })
  if (program === null) throw new AppError('not_found', `There is no program ${name} here.`)
  const contained = await sandbox()
  const covered = contained.kind === 'none' ? nothing : await cover(cwd, granted, place, signal)
  checkShown(covered, granted, seen)
  const [home = place.home] = await truePaths([place.home])
  const scratch = await mkdtemp(join(await realpath(temporary), 'hearth-command-'))
  const outputs = join(place.dataFolder, 'outputs')
  makeFolder(outputs)
  const id = place.newId()
  try {
    // Between this look and the start of the program, others have a moment left.
    await checkAgain?.()
    return await runProcess({
      ...contained.contain(
        { program, args: rest },
        { folder: granted, cwd, home, searchPath, temporary: scratch, ...covered },
      ),
      cwd,
      env: { ...clean, PATH: searchPath, TMPDIR: scratch },
      contained: contained.kind === 'bubblewrap',
      timeLimit: args.seconds * 1_000,
      limits,
      outputFile: join(outputs, `${id}.log`),
      id,
      tell,
      signal,
    })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

function shellFor(line: string, platform: NodeJS.Platform): readonly string[] {
  if (platform === 'win32')
    throw new AppError(
      'invalid_input',
      'There is no sh on Windows. Give the program and its arguments instead.',
    )
  return ['/bin/sh', '-c', line]
}
