import { AppError } from '../../../shared/errors.ts'
import { statEntry } from '../folders/entry.ts'
import { openFile } from '../folders/open-file.ts'
import { reach } from '../folders/reach.ts'
import type { Place } from '../place.ts'
import { decodeText, readBytes } from './text.ts'

const longest = 1_000_000

/** What a file holds now, for a preview: null where there is none. A file that is not text, or long, is told as such. */
export async function textBefore(
  path: string,
  place: Place,
): Promise<{ path: string; before: string | null }> {
  try {
    return await reach(path, { use: 'change', follow: true }, place, async (spot) => {
      if ((await statEntry(spot)) === null) return { path: spot.path, before: null }
      await using handle = await openFile(spot)
      const { size } = await handle.stat()
      if (size > longest) return { path: spot.path, before: `(${size} bytes: too long to be shown)` }
      const text = decodeText(await readBytes(handle, 0, size))?.text
      return { path: spot.path, before: text ?? `(${size} bytes that are not text)` }
    })
  } catch (error) {
    // The folder it is to lie in will be made.
    if (error instanceof AppError && error.code === 'not_found') return { path, before: null }
    throw error
  }
}
