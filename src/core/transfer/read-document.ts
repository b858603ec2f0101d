import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { AppError } from '../../shared/errors.ts'
import { fileError, systemCode } from '../actions/folders/file-errors.ts'
import { createEntryCheck, EntryProblem } from './check-entry.ts'
import type { DocumentFacts, Entry } from './entry.ts'
import { openJson, type JsonSource, type Spot } from './json/json-source.ts'
import { readForeign } from './read-foreign.ts'
import { readHearth } from './read-hearth.ts'

/** Entries that are handed on together: no more than this, and no more than about so many bytes. */
const together = { entries: 40, bytes: 500_000 }

/** A pipe that nobody writes to would be waited for, and could not be given up. Windows has no such flag, nor such pipes. */
const withoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/** What the readers of a document share. */
export interface Reading {
  readonly name: string
  /** Where in the document, for errors. */
  within: string
  source: DocumentFacts['source']
  exportedAt: string | null
  checksumFailed: boolean
  checked: boolean
  readonly warnings: string[]
  /** Does it, and gives what is wrong with an entry its place. */
  at<T>(source: JsonSource, spot: Spot, work: () => T): T
  object(value: unknown): Readonly<Record<string, unknown>>
}

export interface ReadOptions {
  readonly signal: AbortSignal
  /** How many bytes were read, of how many. */
  readonly told: (done: number, total: number) => void
}

/**
 * Reads a document piece by piece and checks all of it: entries come some at a time, and its facts at the end. Nothing of
 * it is kept but ids. Throws `invalid_input` with the place of what is wrong.
 */
export async function readDocument(
  path: string,
  { signal, told }: ReadOptions,
  take: (entries: readonly Entry[]) => Promise<void>,
): Promise<DocumentFacts> {
  const file = await open(path, withoutWaiting).catch((error: unknown) => {
    throw fileError(error, path)
  })
  try {
    const stat = await file.stat()
    if (!stat.isFile()) throw new AppError('invalid_input', `${path} is no file that can be imported.`)
    await refuseOtherForms(file, path)
    const reading = createReading(path)
    const check = createEntryCheck()
    const within = (): string => reading.within
    const source = openJson({ file, name: path, signal, within, told: (bytes) => told(bytes, stat.size) })
    const first = await source.peek()
    if (first === '') throw new AppError('invalid_input', `${path} is empty.`)
    if (first !== '{' && first !== '[') throw source.error('it does not begin as JSON does, with { or [')
    await inBatches((first === '{' ? readHearth : readForeign)(source, check, reading), take)
    if ((await source.peek()) !== '') throw source.error('there is something after its end')
    const { exportedAt, checksumFailed, checked } = reading
    return {
      source: reading.source,
      exportedAt,
      checksumFailed,
      checked,
      warnings: [...reading.warnings, ...check.warnings()],
    }
  } catch (error) {
    throw systemCode(error) === null ? error : fileError(error, path)
  } finally {
    await file.close()
  }
}

/** What a file begins with that is no JSON in UTF-8, and what to do with it. ChatGPT gives its export as an archive. */
const otherForms: readonly (readonly [begins: string, sentence: string])[] = [
  [
    '504b0304',
    'is a ZIP archive. Unpack it, and choose the JSON file in it (conversations.json, from ChatGPT).',
  ],
  ['1f8b', 'is compressed (gzip). Unpack it first.'],
  ['fffe', 'is written in UTF-16. Save it as UTF-8, and choose that.'],
  ['feff', 'is written in UTF-16. Save it as UTF-8, and choose that.'],
]

async function refuseOtherForms(file: FileHandle, path: string): Promise<void> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
  const begin = buffer.toString('hex', 0, bytesRead)
  const sentence = otherForms.find(([begins]) => begin.startsWith(begins))?.[1]
  if (sentence !== undefined) throw new AppError('invalid_input', `${path} ${sentence}`)
}

async function inBatches(
  entries: AsyncIterable<Entry>,
  take: (entries: readonly Entry[]) => Promise<void>,
): Promise<void> {
  let batch: Entry[] = []
  let bytes = 0
  for await (const entry of entries) {
    batch.push(entry)
    bytes += weightOf(entry.record)
    if (batch.length < together.entries && bytes < together.bytes) continue
    await take(batch)
    batch = []
    bytes = 0
  }
  if (batch.length > 0) await take(batch)
}

/** About how many bytes it takes as JSON. */
function weightOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value) + 2
  if (typeof value !== 'object' || value === null) return 6
  return Object.entries(value).reduce((sum, [key, item]) => sum + key.length + 4 + weightOf(item), 2)
}

function createReading(name: string): Reading {
  return {
    name,
    within: '',
    source: 'hearth',
    exportedAt: null,
    checksumFailed: false,
    checked: false,
    warnings: [],
    at(source, spot, work) {
      try {
        return work()
      } catch (problem) {
        if (problem instanceof EntryProblem) throw source.error(problem.message, spot)
        throw problem
      }
    },
    object(value) {
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        return value as Record<string, unknown>
      throw new EntryProblem('this is no object')
    },
  }
}
