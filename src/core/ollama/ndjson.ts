import { AppError } from '../../shared/errors.ts'

/** Longest line in bytes. Ollama's own lines have a few hundred; a call with a long text may have thousands. */
export const lineLimit = 8 * 1024 * 1024

const newline = 0x0a

/**
 * Reads lines of JSON, strictly: a line that is no JSON or no UTF-8, or that is longer than the limit, is an
 * `ollama_protocol` error, and everything before it has been given out. Lines and characters may be split anywhere
 * between the chunks; `\r\n` and a last line without an end are fine; blank lines say nothing. Keeps no more than one
 * line.
 */
export async function* readJsonLines(chunks: AsyncIterable<Uint8Array>, limit = lineLimit): AsyncGenerator {
  let parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      const rest = chunk.subarray(start, end)
      if (length + rest.length > limit) throw tooLong(limit)
      const value = parseLine(length === 0 ? rest : join([...parts, rest], length + rest.length))
      if (value !== blank) yield value
      parts = []
      length = 0
      start = end + 1
    }
    if (start === chunk.length) continue
    parts.push(chunk.subarray(start))
    length += chunk.length - start
    if (length > limit) throw tooLong(limit)
  }
  const value = parseLine(join(parts, length))
  if (value !== blank) yield value
}

const blank = Symbol('a line without content')
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function parseLine(bytes: Uint8Array): unknown {
  let text = ''
  try {
    text = decoder.decode(bytes)
    if (text.trim() === '') return blank
    return JSON.parse(text)
  } catch (cause) {
    const shown = text === '' ? `${bytes.length} bytes that are not UTF-8` : text.slice(0, 200)
    throw new AppError(
      'ollama_protocol',
      'Ollama sent something that cannot be read. Ask again; if it happens again, check that what answers at OLLAMA_HOST is Ollama, and up to date.',
      { cause: new Error(`Not a line of JSON: ${shown}`, { cause }) },
    )
  }
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = parts
  if (parts.length === 1 && first) return first
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function tooLong(limit: number): AppError {
  return new AppError(
    'ollama_protocol',
    `Ollama sent a line longer than ${Math.round(limit / 1024 / 1024)} MB, which no answer needs. Ask again; if it happens again, restart Ollama.`,
  )
}
