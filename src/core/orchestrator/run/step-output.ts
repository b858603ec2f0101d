import { open, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { outputShown } from '../../../shared/limits.ts'
import type { Clock } from '../../clock.ts'
import { makeFolder } from '../../make-folder.ts'

/** Told at most this often (milliseconds), unless more than so many characters wait. */
const pace = 16
const most = 32_768
/** Characters that are kept in the file. */
const kept = 50_000_000

export interface StepOutput {
  add(text: string): void
  /** The end of it, and how long the whole is, in UTF-16 units. */
  shown(): { readonly text: string; readonly length: number }
  /** Tells the rest. Without `keep` its file is removed: somebody else keeps the whole. */
  close(keep: boolean): Promise<void>
}

export interface StepOutputOptions {
  /** Where the whole is kept when it is longer than what is shown. Its folder is made when needed. */
  readonly file: string
  readonly clock: Clock
  /** More has come; `offset` is how much there was before. */
  readonly tell: (offset: number, text: string) => void
  /** The file cannot be written (a full disk): it has the output up to there, and the step goes on. */
  readonly onFailure: (error: unknown) => void
}

/** What a step gives out: told as it comes, a little of it kept in memory, all of it in a file when it is long. */
export function createStepOutput({ file, clock, tell, onFailure }: StepOutputOptions): StepOutput {
  let tail = ''
  let length = 0
  let waiting = ''
  let toldAt = -Infinity
  let timer: NodeJS.Timeout | null = null
  let handle: FileHandle | null = null
  let failed = false
  let writing: Promise<void> = Promise.resolve()

  function flush(): void {
    if (timer) clearTimeout(timer)
    timer = null
    if (waiting === '') return
    const text = waiting
    const before = length
    waiting = ''
    length += text.length
    toldAt = clock.monotonic()
    if (length > outputShown && before < kept) append(before > outputShown ? text : tail + text)
    tail = endOf(tail + text)
    tell(before, text)
  }

  async function write(text: string): Promise<void> {
    if (failed) return
    try {
      if (!handle) {
        makeFolder(dirname(file))
        handle = await open(file, 'w', 0o600)
      }
      await handle.appendFile(text)
    } catch (error) {
      failed = true
      onFailure(error)
    }
  }

  function append(text: string): void {
    writing = writing.then(async () => write(text))
  }

  return {
    add(text) {
      waiting += text
      const wait = pace - (clock.monotonic() - toldAt)
      if (wait <= 0 || waiting.length >= most) flush()
      else timer ??= setTimeout(flush, wait)
    },
    shown: () => ({ text: endOf(tail + waiting), length: length + waiting.length }),
    async close(keep) {
      flush()
      await writing
      await handle?.close()
      if (handle && !keep) await rm(file, { force: true })
    },
  }
}

/** Never half of a character that takes two units. */
function endOf(text: string): string {
  return text.slice(-outputShown).replace(/^[\uDC00-\uDFFF]/, '')
}
