import { AppError } from '../shared/errors.ts'
import { messageLimit } from '../shared/limits.ts'
import type { Session } from './session.ts'

/** The message on standard input, which has to be UTF-8. Reads no more than it takes to see that it is too long. */
export async function readMessage({ terminal, output, ending }: Session): Promise<string> {
  const { stdin } = terminal
  if (stdin.isTTY) output.quiet('Type the message, then press Ctrl-D.')
  const chunks: Buffer[] = []
  let size = 0
  const stop = (): void => void stdin.destroy()
  ending.signal.addEventListener('abort', stop)
  try {
    for await (const chunk of stdin) {
      const part = Buffer.from(chunk as Uint8Array)
      chunks.push(part)
      size += part.length
      if (size > messageLimit + 2) break
    }
  } catch (error) {
    if (!ending.signal.aborted) throw error
  } finally {
    ending.signal.removeEventListener('abort', stop)
  }
  // Not read to its end, so its true size is not known.
  if (size > messageLimit + 2) throw new AppError('message_too_long', tooLong)
  return decode(Buffer.concat(chunks))
}

const tooLong = `The message on standard input is longer than ${messageLimit / 1_000_000} MB, the limit. Send a part of it.`

function decode(read: Buffer): string {
  try {
    // The end of the line belongs to `echo`, not to the message.
    return new TextDecoder('utf-8', { fatal: true }).decode(read).replace(/\r?\n$/, '')
  } catch (error) {
    throw new AppError('invalid_input', 'The message on standard input is not UTF-8 text.', { cause: error })
  }
}
