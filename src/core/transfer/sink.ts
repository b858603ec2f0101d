import { once } from 'node:events'
import type { FileHandle } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { AppError } from '../../shared/errors.ts'
import { checkStop } from '../stop.ts'

/** As many characters are written in one go. */
const piece = 131_072

/** Where an export goes, as text that is put together to large pieces. */
export interface Sink {
  write(text: string): void
  /** Hands on what is large enough, and waits until it was taken. Throws what writing failed with. */
  taken(): Promise<void>
  /** Hands on the rest. Resolves with the number of bytes in all. */
  end(): Promise<number>
}

export const fileSink = (file: FileHandle): Sink => createSink((data) => file.writeFile(data))

/** The stream is not ended. */
export function streamSink(stream: Writable, signal: AbortSignal): Sink {
  return createSink(async (data) => {
    if (!stream.writable) throw new AppError('action_failed', 'Nobody reads the export any more.')
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    // A copy: who reads may still have it when the next piece is written.
    stream.write(Buffer.from(data), (error) => (error ? reject(error) : resolve()))
    const left = new AbortController()
    // A reader that has stopped reading would otherwise be waited for in spite of a stop.
    const stopped = once(signal, 'abort', { signal: left.signal }).then(
      () => checkStop(signal),
      () => {},
    )
    await Promise.race([promise, stopped]).finally(() => left.abort())
    checkStop(signal)
  })
}

function createSink(put: (data: Buffer) => Promise<void>): Sink {
  let waiting: string[] = []
  let length = 0
  let bytes = 0
  /** Written into again and again: what is allocated for each piece is given back late. */
  let scratch = Buffer.allocUnsafe(2 * piece)

  function encode(text: string): Buffer {
    // A character has three bytes at most in each of its units.
    if (scratch.length < text.length * 3) scratch = Buffer.allocUnsafe(text.length * 3)
    return scratch.subarray(0, scratch.write(text))
  }

  async function hand(): Promise<void> {
    const data = encode(waiting.join(''))
    waiting = []
    length = 0
    bytes += data.length
    await put(data)
  }

  return {
    write(text) {
      waiting.push(text)
      length += text.length
    },
    async taken() {
      if (length >= piece) await hand()
    },
    async end() {
      await hand()
      return bytes
    },
  }
}
