import { exitCodes, type Ending } from './ending.ts'
import type { OutputStream, Terminal } from './terminal.ts'
import { printable } from './text.ts'

/** What goes where: the result to stdout, exactly as it is; everything that is said about it to stderr. */
export interface Output {
  /** Is a person watching the result? */
  readonly toTerminal: boolean
  /** Is a person watching what is said about it? */
  readonly notesToTerminal: boolean
  /** Columns of a terminal, or null where there is none. */
  readonly width: number | null
  result(text: string): void
  /** Resolves when the reader has taken what was written: for results that are long. */
  taken(): Promise<void>
  /** A sentence on a line of its own. */
  note(text: string): void
  /** The same, quieter. */
  quiet(text: string): void
  /** A piece of text as it comes, quieter. */
  aside(text: string): void
  /** Writes over the line that it wrote before; an empty text takes it away. Only for a terminal. */
  replaceLine(text: string): void
  strong(text: string): string
  faint(text: string): string
}

const rubOut = '\r\u001B[K'

/** Watches both streams: a reader that has gone ends the command quietly, a full disk with a sentence. */
export function createOutput({ stdout, stderr, surroundings }: Terminal, ending: Ending): Output {
  const coloured = (stream: OutputStream): boolean =>
    stream.isTTY === true && !surroundings.env['NO_COLOR'] && surroundings.env['TERM'] !== 'dumb'
  const dim = (text: string, on: boolean): string => (on ? `\u001B[2m${text}\u001B[22m` : text)
  const toTerminal = stdout.isTTY === true
  const notesToTerminal = stderr.isTTY === true
  const say = (text: string): void => {
    stderr.write(text)
  }
  const safe = (text: string): string => (notesToTerminal ? printable(text) : text)

  stderr.on('error', () => {
    // Nobody listens any more, and there is no other place to say it.
  })
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (ending.signal.aborted) return
    if (error.code === 'EPIPE') return ending.end(exitCodes.SIGPIPE)
    say(`The result could not be written: ${error.message}\n`)
    ending.end(1)
  })

  return {
    toTerminal,
    notesToTerminal,
    width: toTerminal ? (stdout.columns ?? 80) : null,
    result(text) {
      if (!stdout.writable || ending.code() === exitCodes.SIGPIPE) return
      stdout.write(toTerminal ? printable(text) : text)
    },
    async taken() {
      if (!stdout.writableNeedDrain || ending.signal.aborted) return
      const { promise, resolve } = Promise.withResolvers<void>()
      const done = (): void => resolve()
      stdout.once('drain', done)
      ending.signal.addEventListener('abort', done, { once: true })
      await promise
      stdout.off('drain', done)
      ending.signal.removeEventListener('abort', done)
    },
    note: (text) => say(`${safe(text)}\n`),
    quiet: (text) => say(`${dim(safe(text), coloured(stderr))}\n`),
    aside: (text) => say(dim(safe(text), coloured(stderr))),
    replaceLine: (text) => say(rubOut + (text === '' ? '' : dim(safe(text), coloured(stderr)))),
    strong: (text) => (coloured(stdout) ? `\u001B[1m${text}\u001B[22m` : text),
    faint: (text) => dim(text, coloured(stdout)),
  }
}
