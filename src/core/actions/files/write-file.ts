import { z } from 'zod'
import { defineAction } from '../action.ts'
import { statEntry } from '../folders/entry.ts'
import { reach } from '../folders/reach.ts'
import { put, taken } from './put.ts'
import { textBefore } from './text-before.ts'
import { count } from './text.ts'
import { writeEntry } from './tree.ts'

export const writeFile = defineAction({
  name: 'write_file',
  description: 'Writes a text file, with the folders it lies in. To change a part of one use edit_file.',
  input: z.strictObject({
    path: z.string(),
    content: z.string().max(10_000_000).describe('All of its text'),
    replace: z.boolean().default(false).describe('True: in the place of a file that is there'),
  }),
  // What is not to be replaced is not, at the moment of writing: so the arguments alone tell the risk.
  risk: ({ replace }) => (replace ? 'destructive' : 'change'),
  undo: 'yes',
  bind: (args, whole) => ({ ...args, path: whole(args.path) }),
  replaces: ({ path, replace }) => (replace ? [{ path, follow: true }] : []),
  summarize: ({ path, content, replace }) =>
    replace
      ? `Replace what is in ${path} by ${count(content.length, 'character')}.`
      : `Write a new file ${path} with ${count(content.length, 'character')}.`,
  preview: async ({ path, content, replace }, place) => {
    const file = await textBefore(path, place)
    // A diff would promise what will be refused.
    if (file.before !== null && !replace) throw taken(file)
    return { kind: 'file', ...file, after: content }
  },
  execute: ({ path, content, replace }, execution) =>
    reach(path, { use: 'change', follow: true, make: true }, execution.place, async (spot) => {
      const old = await statEntry(spot)
      const changes = await put(spot, { replace, diff: true }, execution, (draft) =>
        writeEntry(draft, old === null ? null : old.mode & 0o7777, (handle) => handle.writeFile(content)),
      )
      return { summary: `Wrote ${spot.path}.`, inverse: { changes } }
    }),
})
