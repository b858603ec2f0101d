import { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { defineAction } from '../action.ts'
import { openFile } from '../folders/open-file.ts'
import { reach } from '../folders/reach.ts'
import type { Spot } from '../folders/reach.ts'
import { createHash } from 'node:crypto'
import { put } from './put.ts'
import { readBytes } from './text.ts'
import { writeEntry } from './tree.ts'

const longest = 10_000_000

const input = z.strictObject({
  path: z.string(),
  old: z.string().min(1).describe('The passage, exactly as it stands there, just once'),
  new: z.string().describe('What to put there instead'),
})

export const editFile = defineAction({
  name: 'edit_file',
  description: 'Replaces one passage of a text file. Read the file first, to have it exactly.',
  input,
  risk: () => 'change',
  undo: 'yes',
  // What it replaces it names word for word.
  bind: (args, whole) => ({ ...args, path: whole(args.path) }),
  summarize: ({ path }) => `Change a passage in ${path}.`,
  preview: (args, place) =>
    reach(args.path, { use: 'change', follow: true }, place, async (spot) => {
      const { text } = await readWhole(spot)
      return { kind: 'file', path: spot.path, before: text, after: edited(text, args) }
    }),
  execute: (args, execution) =>
    reach(args.path, { use: 'change', follow: true }, execution.place, async (spot) => {
      const { text, print } = await readWhole(spot)
      const content = edited(text, args)
      const changes = await put(spot, { replace: true, expected: print, diff: true }, execution, (draft) =>
        writeEntry(draft, print.mode, (handle) => handle.writeFile(content)),
      )
      return { summary: `Changed a passage in ${spot.path}.`, inverse: { changes } }
    }),
})

/** All of a file, so that what is written back is the same byte for byte but for the passage. */
async function readWhole(spot: Spot): Promise<{
  text: string
  print: { kind: 'file'; mode: number; size: number; sha256: string }
}> {
  await using handle = await openFile(spot)
  const { size, mode } = await handle.stat()
  if (size > longest)
    throw new AppError('invalid_input', `${spot.path} is too long to be edited: ${size} bytes.`)
  const bytes = await readBytes(handle, 0, size)
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { text, print: { kind: 'file', mode: mode & 0o7777, size, sha256 } }
  } catch (error) {
    throw new AppError('invalid_input', `${spot.path} is not UTF-8 text. Only such files are edited.`, {
      cause: error,
    })
  }
}

/** Models write line feeds: in a file whose lines all end as in Windows, both passages do too. */
function edited(text: string, args: z.output<typeof input>): string {
  const windows = text.includes('\r\n') && !/(?<!\r)\n/.test(text)
  const fit = (passage: string): string => (windows ? passage.replaceAll(/\r?\n/g, '\r\n') : passage)
  const old = fit(args.old)
  const at = text.indexOf(old)
  if (at === -1) {
    throw new AppError(
      'not_found',
      `The passage is not in ${args.path}. Read the file and take it exactly as it stands.`,
    )
  }
  if (text.includes(old, at + 1)) {
    throw new AppError(
      'invalid_input',
      `The passage is in ${args.path} more than once. Take more of what is around it.`,
    )
  }
  return text.slice(0, at) + fit(args.new) + text.slice(at + old.length)
}
