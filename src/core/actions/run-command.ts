import { statSync } from 'node:fs'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { delimiter, join, resolve } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { makeFolder } from '../make-folder.ts'
import type { Risk } from '../../shared/risk.ts'
import { visibleLines } from '../../shared/visible.ts'
import { defineAction, type Action, type ActionOutcome, type Execution } from './action.ts'
import { assessCommand, type CommandRisk } from './commands/command-risk.ts'
import { findProgram } from './commands/find-program.ts'
import { coverFolder, type Cover } from './commands/folder-secrets.ts'
import { runProcess, type ProcessEnd, type ProcessRequest } from './commands/run-process.ts'
import type { Sandbox } from './commands/sandbox.ts'
import { scrubEnvironment } from './commands/scrubbed-environment.ts'
import { showArguments } from './commands/show-command.ts'
import { checkShown, seenOf } from './commands/shown-cover.ts'
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

type Input = z.output<typeof input>

/** Characters that are told as they come, and bytes that are kept in a file. */
const limits = { shown: 65_536, kept: 50_000_000 }
const readByModel = 16_000

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
    risk: (args, place) => riskOf(args, assess(args, place)),
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
        notes: [...assess(args, place).reasons, ...holds, ...sandbox.lacks],
      }
    },
    takes: async (args, place) => {
      if ((await around.sandbox()).kind === 'none') return []
      const { cwd, granted } = await findFolder(args, place)
      return seenOf(await cover(cwd, granted, place), granted)
    },
    execute: async (args, { signal, progress, place, seen }) => {
      let text = ''
      const tell: ProcessRequest['tell'] = (_stream, piece) => {
        text += piece
        progress({ type: 'output', text: piece })
      }
      const end = await run(args, { place, seen, signal }, around, tell)
      if (end.output.file !== null) progress({ type: 'kept', path: end.output.file })
      if (end.how === 'stopped')
        throw new AppError('cancelled', [`${show(args)} was stopped.`, ...stillRuns(end)].join(' '))
      return outcome(args, end, text)
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

function assess(args: Input, place: Place): CommandRisk {
  const { command, shell } = args
  const cwd = askedFolder(args, place) ?? place.home
  const given = shell
    ? ({ kind: 'line', line: command[0] ?? '' } as const)
    : ({ kind: 'arguments', words: command } as const)
  return assessCommand(given, (path) => {
    try {
      return statSync(resolve(cwd, path)).isDirectory() ? 'folder' : 'file'
    } catch (error) {
      // What cannot be looked at may be there.
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'file'
    }
  })
}

/** A line is read by us and by a shell: where the two may differ, it is not called harmless. */
function riskOf({ shell }: Input, { risk }: CommandRisk): Risk {
  return shell && risk === 'read' ? 'change' : risk
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
  { place, seen, signal }: Pick<Execution, 'place' | 'seen' | 'signal'>,
  { sandbox, env, platform, temporary }: CommandSurroundings,
  tell: ProcessRequest['tell'],
): Promise<ProcessEnd> {
  const { cwd, granted } = await findFolder(args, place)
  const clean = scrubEnvironment(env, platform)
  // What lies in the folder may have been put there to be taken for a program of the system.
  const searchPath = (clean['PATH'] ?? '')
    .split(delimiter)
    .filter((one) => !place.granted.some((folder) => isWithin(folder, one, place.platform)))
    .join(delimiter)
  const [name = '', ...rest] = args.shell ? shellFor(args.command[0] ?? '', platform) : args.command
  const program = await findProgram(name, { searchPath, cwd, platform })
  if (program === null) throw new AppError('not_found', `There is no program ${name} here.`)
  const contained = await sandbox()
  const covered = contained.kind === 'none' ? nothing : await cover(cwd, granted, place, signal)
  checkShown(covered, granted, seen)
  const scratch = await mkdtemp(join(await realpath(temporary), 'hearth-command-'))
  const outputs = join(place.dataFolder, 'outputs')
  makeFolder(outputs)
  const id = place.newId()
  try {
    return await runProcess({
      ...contained.contain(
        { program, args: rest },
        { folder: granted, cwd, home: place.home, searchPath, temporary: scratch, ...covered },
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

function outcome(args: Input, end: ProcessEnd, text: string): ActionOutcome {
  const ways = {
    exited: end.exitCode === 0 ? 'It ended well.' : `It ended with exit code ${end.exitCode ?? 'unknown'}.`,
    killed: 'It was ended by a signal.',
    stopped: 'It was stopped.',
    timed_out: `It was ended, since it took longer than ${args.seconds} seconds.`,
  }
  const { file, whole, tail } = end.output
  const notes = [
    ...(end.leftBehind > 0 ? ['What it left running was ended too.'] : []),
    ...stillRuns(end),
    ...(file === null
      ? []
      : [`${whole ? 'All of its output' : 'The beginning of its output'} is in ${file}.`]),
  ]
  return {
    summary: [`Ran ${show(args)}.`, ways[end.how], ...notes].join(' '),
    output: forModel(text, tail),
    source: `the output of ${show(args)}`,
    failed: end.how !== 'exited' || end.exitCode !== 0,
  }
}

function stillRuns({ remaining }: ProcessEnd): string[] {
  return remaining.length > 0 ? [`Some of it still runs (${remaining.join(', ')}).`] : []
}

/** The beginning and the end: failures are told last. */
function forModel(text: string, tail: string | null): string {
  if (tail === null && text.length <= readByModel) return text
  return `${text.slice(0, readByModel - 4_000)}\n[…]\n${tail ?? text.slice(-4_000)}`
}
