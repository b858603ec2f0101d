import { makeFolder } from '../core/make-folder.ts'
import { appendFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describeError } from '../core/describe-error.ts'
import type { Log } from '../core/log.ts'

export interface LogOptions {
  readonly folder: string
  /** Bytes after which a new file begins. */
  readonly maxSize?: number
  /** How many older files stay. */
  readonly keep?: number
  readonly now?: () => Date
  /** Where warnings and errors are repeated, and all of it when the folder cannot be written. */
  readonly echo?: (line: string) => void
}

type Level = 'info' | 'warn' | 'error'

/**
 * A log of JSON lines in `hearth.log`, older ones in `hearth.1.log` and so on. Written at once, since the lines before
 * a crash are the ones that matter. A log that cannot be written never stops the app.
 */
export function openLog(options: LogOptions): Log {
  const { folder, maxSize = 1_000_000, keep = 3, now = () => new Date(), echo = () => {} } = options
  const file = join(folder, 'hearth.log')
  const older = (age: number): string => join(folder, `hearth.${age}.log`)
  let size = sizeOf(file)
  let broken = false

  const rotate = (): void => {
    for (let age = keep - 1; age >= 1; age -= 1) moveIfThere(older(age), older(age + 1))
    moveIfThere(file, older(1))
    size = 0
  }

  const write = (level: Level, event: string, fields?: Readonly<Record<string, unknown>>): void => {
    const line = formatLine({ time: now().toISOString(), level, event, ...fields })
    if (level !== 'info' || broken) echo(line)
    try {
      if (size === 0) makeFolder(folder)
      if (size > 0 && size + line.length > maxSize) rotate()
      appendFileSync(file, line, { mode: 0o600 })
      size += line.length
      broken = false
    } catch {
      // Nowhere left to write about it but the terminal.
      if (!broken && level === 'info') echo(line)
      broken = true
    }
  }

  return {
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fields) => write('error', event, fields),
  }
}

function formatLine(record: Record<string, unknown>): string {
  const seen = new WeakSet()
  const text = JSON.stringify(record, (_, value: unknown) => {
    if (typeof value === 'bigint') return value.toString()
    if (typeof value !== 'object' || value === null) return value
    if (seen.has(value)) return '[seen above]'
    seen.add(value)
    return value instanceof Error ? describeError(value) : value
  })
  return `${text}\n`
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

function moveIfThere(from: string, to: string): void {
  if (sizeOf(from) > 0) renameSync(from, to)
}
