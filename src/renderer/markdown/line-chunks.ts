/**
 * Cuts growing text into chunks of whole lines, so that only the newest chunk has to be rendered again. Each character
 * is looked at once.
 */
export interface LineChunks {
  /** The chunks of a text, cheaply when it begins with the text read last. All but the last one are final. */
  read(text: string): readonly string[]
}

/** A line without end is cut too: its cost would grow with each character. */
const longLine = 4_000

export function createLineChunks(linesPerChunk: number): LineChunks {
  let seen = ''
  let chunks: string[] = []
  let result: readonly string[] = ['']
  let chunkStart = 0
  let position = 0
  let lines = 0

  function finish(text: string, end: number): void {
    chunks.push(text.slice(chunkStart, end))
    chunkStart = end
    lines = 0
  }

  function advance(text: string): void {
    for (;;) {
      const newline = text.indexOf('\n', position)
      const lineEnd = newline === -1 ? text.length : newline
      while (lineEnd - position > longLine) {
        position += longLine
        if (isHighSurrogate(text.charCodeAt(position - 1))) position -= 1
        finish(text, position)
      }
      if (newline === -1) return
      position = newline + 1
      lines += 1
      if (lines >= linesPerChunk) finish(text, position)
    }
  }

  function read(text: string): readonly string[] {
    if (text === seen) return result
    if (!text.startsWith(seen)) {
      chunks = []
      chunkStart = 0
      position = 0
      lines = 0
    }
    advance(text)
    seen = text
    result =
      chunkStart < text.length || chunks.length === 0 ? [...chunks, text.slice(chunkStart)] : [...chunks]
    return result
  }

  return { read }
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd8_00 && code <= 0xdb_ff
}
