import type { FileHandle } from 'node:fs/promises'

export interface DecodedText {
  readonly text: string
  readonly encoding: 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Windows-1252'
}

/**
 * Bytes of a file as text, or null for what is not text. Where they are not its beginning, `head` is, and `start` tells
 * where they are from. Half a character at either end is left out.
 */
export function decodeText(bytes: Buffer, head: Buffer = bytes, start = 0): DecodedText | null {
  const bom = head.subarray(0, 2).toString('hex')
  const whole = bytes.subarray(start % 2)
  if (bom === 'fffe') return decoded(whole, 'UTF-16LE')
  if (bom === 'feff') return decoded(whole, 'UTF-16BE')
  if (head.includes(0) || bytes.includes(0)) return null
  let first = 0
  if (start > 0) while (first < 3 && ((bytes[first] ?? 0) & 0xc0) === 0x80) first += 1
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(first), { stream: true })
    return { text, encoding: 'UTF-8' }
  } catch {
    // Not UTF-8: every byte means something in what Windows wrote before it.
    return decoded(bytes, 'Windows-1252')
  }
}

function decoded(bytes: Buffer, encoding: DecodedText['encoding']): DecodedText {
  return { text: new TextDecoder(encoding).decode(bytes, { stream: true }), encoding }
}

/** Up to `length` bytes of a file from `start`. */
export async function readBytes(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, start + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

/** A number for a person: 1,234. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${new Intl.NumberFormat('en').format(number)} ${number === 1 ? one : many}`
}
