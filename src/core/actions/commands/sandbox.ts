import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { bubblewrapArguments } from './bubblewrap.ts'
import { seatbeltArguments } from './seatbelt.ts'

/** What a command may see and change. All paths are absolute, and as the system resolves them. */
export interface Containment {
  /** The folder that it may change. */
  readonly folder: string
  /** Where it runs, in that folder. */
  readonly cwd: string
  readonly home: string
  readonly searchPath: string
  /** A folder of its own for what is temporary. Where there is a private /tmp, that is used. */
  readonly temporary: string
  /** In the folder, but not to be seen. They are there. */
  readonly hidden: readonly { readonly path: string; readonly kind: 'folder' | 'file' }[]
  /** In the folder, to be seen and not to be changed. They are there. */
  readonly guarded: readonly string[]
}

export interface Sandbox {
  readonly kind: 'bubblewrap' | 'seatbelt' | 'none'
  /**
   * What holds here for a command that may change this folder, each a sentence for the dialog. `whole`: all of it was looked
   * through for what is to be covered.
   */
  readonly holds: (folder: string, whole: boolean) => readonly string[]
  /** What does not hold. */
  readonly lacks: readonly string[]
  /** The program and arguments that run a command within it. */
  contain(
    command: { readonly program: string; readonly args: readonly string[] },
    given: Containment,
  ): { readonly program: string; readonly args: readonly string[] }
}

const run = promisify(execFile)

const kept = (folder: string, whole: boolean): string[] => [
  'No network.',
  `Only ${folder} can be written.`,
  `What is named like keys or passwords in it ${whole ? '' : 'and was found '}cannot be read.`,
]

/** Tries once what this system has; takes as long as starting a program. */
export async function findSandbox(platform: NodeJS.Platform, signal?: AbortSignal): Promise<Sandbox> {
  if (platform === 'linux') return findBubblewrap(signal)
  if (platform === 'darwin') return findSeatbelt(signal)
  return noSandbox('This system has nothing that would keep a command in.', [
    'What it leaves running when it ends goes on running.',
  ])
}

async function findBubblewrap(signal?: AbortSignal): Promise<Sandbox> {
  for (const program of ['/usr/bin/bwrap', '/bin/bwrap', '/usr/local/bin/bwrap']) {
    const args = [...bubblewrapArguments(trial('/var/empty/hearth')), '/bin/sh', '-c', ':']
    const tried = await attempt(program, withoutFolder(args), signal)
    if (tried === 'missing') continue
    if (tried === 'refused')
      return noSandbox('Bubblewrap is installed, but this system does not let it keep a command in.')
    return {
      kind: 'bubblewrap',
      holds: (folder, whole) => [
        ...kept(folder, whole),
        'Your other files cannot be seen.',
        'It sees no other programs that run, and ends with Hearth.',
      ],
      lacks: [],
      contain: (command, given) => ({
        program,
        args: [...bubblewrapArguments(given), command.program, ...command.args],
      }),
    }
  }
  return noSandbox('Bubblewrap is not installed (the package “bubblewrap”).')
}

/** There it is found by its family and its group alone. */
const letGo = 'What it starts and lets go of may go on running when it has ended or was stopped.'

async function findSeatbelt(signal?: AbortSignal): Promise<Sandbox> {
  const program = '/usr/bin/sandbox-exec'
  const args = [...seatbeltArguments(trial('/private/var/empty')), '/usr/bin/true']
  if ((await attempt(program, args, signal)) !== 'held')
    return noSandbox('This system does not let Hearth keep a command in.', [letGo])
  return {
    kind: 'seatbelt',
    holds: (folder, whole) => [
      ...kept(folder, whole),
      'Your other files cannot be read, but their names can be seen.',
    ],
    lacks: ['It sees which other programs run.', letGo],
    contain: (command, given) => ({
      program,
      args: [...seatbeltArguments(given), command.program, ...command.args],
    }),
  }
}

function noSandbox(why: string, more: readonly string[] = []): Sandbox {
  return {
    kind: 'none',
    holds: () => [],
    lacks: ['Not contained: it can read and change whatever you can, and use the network.', why, ...more],
    contain: (command) => command,
  }
}

/** A try needs no folder of a person's. */
function trial(folder: string): Containment {
  const home = '/nonexistent-home'
  return { folder, cwd: '/', home, searchPath: '/usr/bin:/bin', temporary: folder, hidden: [], guarded: [] }
}

/** The same, but with nothing to write in: the folder of the try is nowhere. */
function withoutFolder(args: readonly string[]): string[] {
  const at = args.indexOf('--bind')
  return args.filter((_arg, index) => index < at || index > at + 2)
}

async function attempt(
  program: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<'held' | 'refused' | 'missing'> {
  try {
    await run(program, [...args], { env: {}, timeout: 60_000, ...(signal ? { signal } : {}) })
    return 'held'
  } catch (error) {
    signal?.throwIfAborted()
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'refused'
  }
}
