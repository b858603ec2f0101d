import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface Writing {
  readonly dataFolder: string
  readonly seed: number
  /** How many writes were acknowledged, of each load. */
  readonly acknowledged: readonly number[]
}

/** A process with loads of writes. */
export interface Writer {
  /** Resolves when it has said this word, or has ended. */
  said(word: 'checked' | 'closing'): Promise<void>
  kill(signal: NodeJS.Signals): void
  readonly ended: Promise<WriterEnd>
}

export interface WriterEnd {
  readonly code: number | null
  /** The number of the last write of each load that was there or acknowledged. */
  readonly acknowledged: readonly number[]
  readonly checked: boolean
  readonly closed: boolean
  readonly errors: string
}

/** Starts a process that checks what is there and goes on with the loads. */
export function startWriter(writing: Writing): Writer {
  const program = fileURLToPath(new URL('write-until-killed.ts', import.meta.url))
  const child = spawn(process.execPath, [program, JSON.stringify(writing)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  let heard = (): void => {}
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    heard()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const ended = once(child, 'close').then(([code]): WriterEnd => {
    const acknowledged = [...writing.acknowledged]
    for (const [, load, write] of output.matchAll(/^(\d+):(\d+)$/gm))
      acknowledged[Number(load)] = Number(write)
    const said = (word: string): boolean => output.includes(word)
    return {
      code: code as number | null,
      acknowledged,
      checked: said('checked'),
      closed: said('closed'),
      errors,
    }
  })
  return {
    async said(word) {
      while (!output.includes(word) && child.exitCode === null && child.signalCode === null) {
        const { promise, resolve } = Promise.withResolvers<void>()
        heard = resolve
        await Promise.race([promise, ended])
      }
    },
    kill: (signal) => void child.kill(signal),
    ended,
  }
}
