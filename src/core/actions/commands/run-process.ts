import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../../../shared/errors.ts'
import {
  openOutput,
  type CommandOutput,
  type OutputEnd,
  type OutputLimits,
  type Stream,
} from './command-output.ts'
import { endTree, type ProcessTree } from './process-tree.ts'

export interface ProcessRequest {
  /** The file of the program. No shell reads the arguments. */
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** The program is a sandbox: it is not asked to end, what runs in it is. */
  readonly contained: boolean
  /** Milliseconds. */
  readonly timeLimit: number
  readonly limits: OutputLimits
  /** Where what is too long to be shown is kept. */
  readonly outputFile: string
  /** Names the run, so that whatever it starts can be found again. */
  readonly id: string
  readonly tell: (stream: Stream, text: string) => void
  readonly signal: AbortSignal
}

export interface ProcessEnd {
  /** By itself, by a signal, by whoever stopped it, or by its time limit. */
  readonly how: 'exited' | 'killed' | 'stopped' | 'timed_out'
  readonly exitCode: number | null
  /** Programs that it left running, which were ended with it. Not counted in a sandbox, which ends them itself. */
  readonly leftBehind: number
  /** Processes that could not be ended. */
  readonly remaining: readonly number[]
  readonly output: OutputEnd
}

type Ending = ReturnType<typeof endTree>
type Child = ChildProcessByStdio<null, Readable, Readable>

/** How long a program is asked to end before it is killed, in milliseconds. A stop as a whole may take two seconds. */
const patience = 700

/**
 * Runs a program until it and everything it started has ended. It gets no input. Throws AppError where it could not
 * begin: `not_found` without its program or folder, `cancelled` where it was stopped before.
 */
export async function runProcess(request: ProcessRequest): Promise<ProcessEnd> {
  if (request.signal.aborted) throw new AppError('cancelled', 'It was stopped before it began.')
  await checkFolder(request.cwd)
  const output = await openOutput(request.outputFile, request.limits, request.tell)
  try {
    const child = await start(request)
    return await follow(child, request, output)
  } catch (error) {
    await output.close()
    throw error
  }
}

async function checkFolder(cwd: string): Promise<void> {
  const found = await stat(cwd).catch(() => null)
  if (!found?.isDirectory())
    throw new AppError('not_found', `The folder ${cwd} is not there any more. Choose another one.`)
}

async function start({ program, args, cwd, env, id }: ProcessRequest): Promise<Child> {
  try {
    const child = spawn(program, args, {
      cwd,
      env: { ...env, HEARTH_RUN: id },
      shell: false,
      // A group and a session of its own: it has no terminal to ask on.
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    await once(child, 'spawn')
    return child
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new AppError('not_found', `The program ${program} is not there.`, { cause: error })
    throw new AppError('invalid_input', `The program ${program} cannot be started (${code ?? 'unknown'}).`, {
      cause: error,
    })
  }
}

async function follow(child: Child, request: ProcessRequest, output: CommandOutput): Promise<ProcessEnd> {
  const tree = { root: child.pid ?? 0, mark: `HEARTH_RUN=${request.id}`, contained: request.contained }
  let how: 'stopped' | 'timed_out' | null = null
  let ending: Ending | null = null
  const asked = Promise.withResolvers<Awaited<Ending>>()
  const end = (why: 'stopped' | 'timed_out'): void => {
    how ??= why
    ending ??= endTree(tree, patience, process.platform)
    asked.resolve(ending)
  }
  const stop = (): void => end('stopped')
  const exited = once(child, 'exit')
  const reading = Promise.all([
    read(child.stdout, (chunk) => output.take('stdout', chunk)),
    read(child.stderr, (chunk) => output.take('stderr', chunk)),
  ])
  // Whoever listens has failed: nobody hears the rest.
  reading.catch(stop)
  const timer = setTimeout(() => end('timed_out'), request.timeLimit)
  request.signal.addEventListener('abort', stop)
  if (request.signal.aborted) stop()
  try {
    const exitCode = await untilGone(exited, asked.promise, child)
    clearTimeout(timer)
    const wasAsked = ending !== null
    const { ended, left } = await (ending ?? endRest(tree))
    await untilRead(reading, child)
    return {
      how: how ?? (exitCode === null ? 'killed' : 'exited'),
      exitCode,
      // A sandbox's own helper may be on its way out; nothing outlives it.
      leftBehind: !wasAsked && !request.contained ? ended : 0,
      remaining: left,
      output: await output.close(),
    }
  } finally {
    clearTimeout(timer)
    request.signal.removeEventListener('abort', stop)
  }
}

/** What it left running. On Windows that is not found by it, and its number may be another's by now. */
async function endRest(tree: ProcessTree): Ending {
  return process.platform === 'win32' ? { ended: 0, left: [] } : endTree(tree, patience, process.platform)
}

/** Its exit code; null where it ended by a signal, or cannot be ended and is not waited for any more. */
async function untilGone(exited: Promise<unknown[]>, asked: Ending, child: Child): Promise<number | null> {
  const first = await Promise.race([exited, asked])
  if ('left' in first && first.left.includes(child.pid ?? 0)) {
    child.unref()
    return null
  }
  const [exitCode] = (await exited) as [number | null]
  return exitCode
}

/** All that was printed. Who could not be ended may hold the pipe open for ever, and is not waited for. */
async function untilRead(reading: Promise<unknown>, child: Child): Promise<void> {
  const waiting = new AbortController()
  const tooLong = delay(2_000, undefined, { signal: waiting.signal }).then(
    () => [child.stdout, child.stderr].forEach((stream) => stream.destroy()),
    () => undefined,
  )
  await Promise.race([reading, tooLong])
  waiting.abort()
}

/** Piece by piece: the program waits while one is written. Ends without an error where the stream is given up. */
async function read(stream: Readable, take: (chunk: Buffer) => Promise<void>): Promise<void> {
  try {
    for await (const chunk of stream) await take(chunk as Buffer)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
}
