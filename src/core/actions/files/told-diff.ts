import { cutDiff, diffFile, type FileDiff } from '../../../shared/diff.ts'
import { diffKept } from '../../../shared/limits.ts'
import { openEntry } from '../folders/entry.ts'
import type { Entry } from '../folders/entry.ts'
import { looksPrivate } from '../folders/private.ts'
import { decodeText, readBytes } from './text.ts'

/** Bytes; of a longer file no diff is made. */
const longest = 1_000_000

/** What a file holds, where that may be told of it: null for what is not text, very long, or a private key. */
export async function tellableText(entry: Entry): Promise<string | null> {
  await using handle = await openEntry(entry)
  const { size } = await handle.stat()
  if (size > longest) return null
  const bytes = await readBytes(handle, 0, size)
  return looksPrivate(bytes) ? null : (decodeText(bytes)?.text ?? null)
}

/** How a text was changed (null: there was none), as much of it as is kept in a step's message. */
export function toldDiff(before: string | null, after: string): FileDiff {
  return cutDiff(diffFile(before, after), diffKept)
}
