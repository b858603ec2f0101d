import type { Readable, Writable } from 'node:stream'
import type { Clock } from '../core/clock.ts'
import type { Surroundings } from '../core/paths.ts'

type InputStream = Readable & { readonly isTTY?: boolean; readonly fd?: number }
export type OutputStream = Writable & { readonly isTTY?: boolean; readonly columns?: number }

/** All that the command line has of the process it runs in. */
export interface Terminal {
  /** What follows the program's name. */
  readonly args: readonly string[]
  readonly stdin: InputStream
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly surroundings: Surroundings
  readonly clock: Clock
  readonly newId: () => string
}
