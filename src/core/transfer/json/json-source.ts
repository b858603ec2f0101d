import type { FileHandle } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import { checkStop } from '../../stop.ts'
import { deepest, isSpace, JsonProblem, parseJson } from './parse-json.ts'
import { scanValue } from './scan-value.ts'

/** Characters of one value: a message with all that belongs to it, or a whole conversation of another app. */
const longest = 64 * 1024 * 1024
const firstRead = 256 * 1024

/** A place in the file, counted from 1; columns in UTF-16 units. */
export interface Spot {
  readonly line: number
  readonly column: number
}

/** JSON that is read from a file piece by piece: whoever asks for values gets one at a time. */
export interface JsonSource {
  /** The next sign that is no white space, without taking it; empty at the end. */
  peek(): Promise<string>
  /** Takes this sign. */
  take(sign: string): Promise<void>
  /** Takes the next value whole. `text` is how it is written. */
  value(): Promise<{ readonly value: unknown; readonly text: string; readonly spot: Spot }>
  /** Where the next sign is. */
  spot(): Spot
  /** An AppError that names the file and a place in it, the next sign's unless it is given. */
  error(problem: string, spot?: Spot): AppError
}

export interface SourceOptions {
  readonly file: FileHandle
  readonly name: string
  readonly signal: AbortSignal
  /** Hears how many bytes were read in all. */
  readonly told: (bytes: number) => void
  /** In the list of what is read, for errors. */
  readonly within: () => string
}

export function openJson({ file, name, signal, told, within }: SourceOptions): JsonSource {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let at = 0
  let line = 1
  let column = 1
  let bytes = 0
  let ended = false
  let size = firstRead
  /** Read into again and again: what is allocated for each piece is given back late. */
  let scratch = Buffer.allocUnsafe(firstRead)

  function error(problem: string, spot: Spot = { line, column }): AppError {
    const part = within()
    const place = `line ${spot.line}, column ${spot.column}${part === '' ? '' : ` (${part})`}`
    return new AppError('invalid_input', `${name}, ${place}: ${problem}.`)
  }

  /** Drops what was taken, and reads on. False at the end of the file. */
  async function more(): Promise<boolean> {
    checkStop(signal)
    if (ended) return false
    if (scratch.length < size) scratch = Buffer.allocUnsafe(size)
    const { bytesRead } = await file.read(scratch, 0, size, null)
    bytes += bytesRead
    told(bytes)
    ended = bytesRead === 0
    try {
      text = text.slice(at) + decoder.decode(scratch.subarray(0, bytesRead), { stream: !ended })
    } catch {
      throw error('what follows is not UTF-8')
    }
    at = 0
    return !ended
  }

  /** Goes on to `end`, counting lines. */
  function moveTo(end: number): void {
    let start = at
    for (let found = text.indexOf('\n', at); found !== -1 && found < end; found = text.indexOf('\n', start)) {
      line += 1
      column = 1
      start = found + 1
    }
    column += end - start
    at = end
  }

  async function peek(): Promise<string> {
    for (;;) {
      let next = at
      while (next < text.length && isSpace(text.charCodeAt(next))) next += 1
      moveTo(next)
      if (at < text.length) return text.charAt(at)
      if (!(await more())) return ''
    }
  }

  /** The length of the value that begins here, whose end may have to be read first. */
  async function measure(): Promise<number> {
    const scan = scanValue()
    size = firstRead
    let from = 0
    for (;;) {
      const end = scan.on(text, at + from)
      if (scan.isTooDeep()) throw error(`it is nested more than ${deepest} levels deep`)
      if (end !== null) return end - at
      if (text.length - at > longest) throw error('one entry is longer than 64 million characters')
      // What is long is read in ever larger pieces: each is put together with all before it.
      size = Math.max(firstRead, Math.min(text.length - at, 16 * 1024 * 1024))
      from = text.length - at
      if (!(await more()) && text.length - at === from) {
        if (scan.mayEnd()) return text.length - at
        throw error('the file ends in the middle of what begins here: it was cut')
      }
    }
  }

  return {
    peek,
    error,
    spot: () => ({ line, column }),
    async take(sign) {
      const next = await peek()
      if (next === '') throw error(`the file ends where ${quote(sign)} is missing: it was cut`)
      if (next !== sign) throw error(`${quote(sign)} is missing before ${quote(next)}`)
      moveTo(at + 1)
    },
    async value() {
      if ((await peek()) === '') throw error('the file ends where a value is missing: it was cut')
      const spot = { line, column }
      // Measured first: more may have to be read.
      const length = await measure()
      const whole = text.slice(at, at + length)
      const written = whole.length > 0 ? whole : text.slice(at, at + 1)
      try {
        const value = parseJson(written)
        moveTo(at + written.length)
        return { value, text: written, spot }
      } catch (problem) {
        if (!(problem instanceof JsonProblem)) throw problem
        moveTo(at + problem.offset)
        throw error(problem.message)
      }
    },
  }
}

function quote(sign: string): string {
  return `“${sign}”`
}
