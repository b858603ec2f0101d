import { PassThrough } from 'node:stream'
import { systemClock } from '../core/clock.ts'
import { createEnding } from './ending.ts'
import { createOutput } from './output.ts'
import type { GlobalOptions, Session } from './session.ts'

/** A session in this process, for tests: what is written is collected. */
export function testSession(
  dataFolder: string,
  options: GlobalOptions = {},
): Session & { readonly stdin: PassThrough; stdout(): string; stderr(): string } {
  const stdin = new PassThrough()
  const said = { stdout: '', stderr: '' }
  const collect = (name: 'stdout' | 'stderr'): PassThrough =>
    new PassThrough().on('data', (chunk: Buffer) => (said[name] += chunk.toString()))
  const terminal = {
    args: [],
    stdin,
    stdout: collect('stdout'),
    stderr: collect('stderr'),
    surroundings: {
      env: { HEARTH_DATA_DIR: dataFolder },
      platform: process.platform,
      home: dataFolder,
      cwd: dataFolder,
    },
    clock: systemClock,
    newId: () => crypto.randomUUID(),
  }
  const ending = createEnding()
  return {
    terminal,
    ending,
    output: createOutput(terminal, ending),
    options,
    stdin,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
  }
}
