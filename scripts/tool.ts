import { spawn, type StdioOptions } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { root } from './root.ts'

const require = createRequire(import.meta.url)

/** The program of an installed package, to be run on this very Node: what is on the PATH may be older. */
function toolPath(packageName: string, program: string): string {
  const folder = join(root, 'node_modules', packageName)
  const { bin } = require(join(folder, 'package.json')) as { bin?: string | Record<string, string> }
  const file = typeof bin === 'string' ? bin : bin?.[program]
  if (file === undefined) throw new Error(`The package ${packageName} has no program ${program}.`)
  return join(folder, file)
}

export interface RunOptions {
  readonly stdio?: StdioOptions
  readonly env?: Readonly<Record<string, string | undefined>>
  /** What stands before the command, and runs it. */
  readonly within?: readonly string[]
  /** Milliseconds after which it is stopped. */
  readonly timeout?: number
  /** What it reads on its standard input, where that is not simply ours. */
  readonly input?: Readable
}

/** Runs a command in the project's folder. The exit code; 129 when a signal or the time limit ended it. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<number> {
  const { input, stdio = input ? ['pipe', 'inherit', 'inherit'] : 'inherit', env, timeout } = options
  const [program, ...before] = [...(options.within ?? []), command]
  const child = spawn(program, [...before, ...args], {
    cwd: root,
    stdio,
    env: { ...process.env, ...env },
    ...(timeout === undefined ? {} : { timeout }),
  })
  if (input && child.stdin) {
    // A command that has heard enough closes its end.
    child.stdin.on('error', () => input.unpipe())
    input.pipe(child.stdin)
  }
  // A terminal sends Ctrl-C to the command as well; it is the command that decides when it is over.
  const interrupt = (): void => void (process.stdin.isTTY || child.kill('SIGINT'))
  const terminate = (): void => void child.kill('SIGTERM')
  process.on('SIGINT', interrupt).on('SIGTERM', terminate).on('SIGHUP', terminate)
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', (code) => resolve(code ?? 129))
    })
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', terminate).off('SIGHUP', terminate)
  }
}

/** Runs a package's program on this Node. `program` where it is not called like the package. */
export async function runTool(
  tool: string | readonly [packageName: string, program: string],
  args: readonly string[],
  options?: RunOptions,
): Promise<number> {
  const [packageName, program] = typeof tool === 'string' ? [tool, tool] : tool
  return run(process.execPath, [toolPath(packageName, program), ...args], options)
}
