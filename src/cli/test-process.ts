import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('./index.ts', import.meta.url))

interface Said {
  readonly stdout: string
  readonly stderr: string
}

export interface CliResult extends Said {
  readonly code: number | null
}

export interface CliProcess {
  readonly pid: number | undefined
  /** Writes to its standard input; without text ends it. */
  type(text?: string): void
  /** Resolves when its standard output holds `text`. */
  said(text: string): Promise<void>
  /** Resolves when what it has said so far fits. */
  until(fits: (said: Said) => boolean): Promise<void>
  /** Stops reading its standard output, as `head -1` does. */
  stopReading(): void
  kill(signal: NodeJS.Signals): void
  readonly ended: Promise<CliResult>
}

export interface CliSurroundings {
  readonly dataFolder: string
  readonly ollamaHost?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Starts the real command line as a process, for tests. */
export function startCli(
  args: readonly string[],
  { dataFolder, ollamaHost = '127.0.0.1:9', env }: CliSurroundings,
): CliProcess {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, HEARTH_DATA_DIR: dataFolder, OLLAMA_HOST: ollamaHost, ...env },
  })
  const output = { stdout: '', stderr: '' }
  let heard = (): void => {}
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
      heard()
    })
  }
  // A process that ended does not read what is typed.
  child.stdin.on('error', () => {})
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }))
  const until = async (fits: (said: Said) => boolean): Promise<void> => {
    while (!fits(output)) {
      const { promise, resolve } = Promise.withResolvers<void>()
      heard = resolve
      await Promise.race([promise, ended])
      if (child.exitCode !== null && !fits(output))
        throw new Error(`It ended with ${child.exitCode} and said only ${JSON.stringify(output)}`)
    }
  }
  return {
    pid: child.pid,
    type: (text) => void (text === undefined ? child.stdin.end() : child.stdin.write(text)),
    said: (text) => until((said) => said.stdout.includes(text)),
    until,
    stopReading: () => void child.stdout.destroy(),
    kill: (signal) => void child.kill(signal),
    ended,
  }
}

/** Runs the command line to its end, with `input` on its standard input. */
export function runCli(
  args: readonly string[],
  surroundings: CliSurroundings,
  input?: string | Uint8Array,
): Promise<CliResult> {
  const cli = startCli(args, surroundings)
  if (input !== undefined) cli.type(input as string)
  cli.type()
  return cli.ended
}
