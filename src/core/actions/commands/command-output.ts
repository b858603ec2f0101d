import { open, rm, type FileHandle } from 'node:fs/promises'

export type Stream = 'stdout' | 'stderr'

export interface OutputLimits {
  /** Characters that are told as they come. */
  readonly shown: number
  /** Bytes that are written to the file. */
  readonly kept: number
}

export interface OutputEnd {
  readonly bytes: number
  /** The last characters, where not all was shown. */
  readonly tail: string | null
  /** The file with the rest of it, where not all was shown. */
  readonly file: string | null
  /** All of it is in that file, or was shown. */
  readonly whole: boolean
}

export interface CommandOutput {
  /** Resolves when there is room for more. */
  take(stream: Stream, bytes: Buffer): Promise<void>
  close(): Promise<OutputEnd>
}

const tailLength = 4_000

/**
 * What a command prints: told as text while it comes, up to a limit, and written to `file` as it is, up to another. A
 * file that cannot be written (a full disk) loses the rest of the output and not the command. The file is removed where
 * it holds no more than was shown.
 */
export async function openOutput(
  file: string,
  limits: OutputLimits,
  tell: (stream: Stream, text: string) => void,
): Promise<CommandOutput> {
  const handle = await open(file, 'w', 0o600)
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() }
  let writing: Promise<void> = Promise.resolve()
  let bytes = 0
  let written = 0
  let whole = true
  let room = limits.shown
  let cut = false
  let tail = ''

  async function keep(chunk: Buffer): Promise<void> {
    const part = chunk.subarray(0, limits.kept - written)
    written += part.length
    if (part.length < chunk.length) whole = false
    if (part.length === 0) return
    writing = writing
      .then(() => writeAll(handle, part))
      .catch(() => {
        // The disk may be full: `whole` says that something is missing.
        whole = false
      })
    await writing
  }

  function show(stream: Stream, text: string): void {
    if (text === '') return
    tail = (tail + text).slice(-tailLength)
    const shown = cutText(text, room)
    if (shown.length < text.length) cut = true
    room = cut ? 0 : room - shown.length
    if (shown !== '') tell(stream, shown)
  }

  return {
    async take(stream, chunk) {
      bytes += chunk.length
      show(stream, decoders[stream].decode(chunk, { stream: true }))
      await keep(chunk)
    },
    async close() {
      for (const stream of ['stdout', 'stderr'] as const) show(stream, decoders[stream].decode())
      await writing
      await handle.close()
      if (cut) return { bytes, tail: tail.replace(/^[\uDC00-\uDFFF]/u, ''), file, whole }
      await rm(file, { force: true })
      return { bytes, tail: null, file: null, whole: true }
    },
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  let at = 0
  while (at < bytes.length) at += (await handle.write(bytes, at)).bytesWritten
}

/** Never half of a character that takes two units. */
function cutText(text: string, room: number): string {
  const cut = text.slice(0, room)
  return cut.length < text.length && /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut
}
