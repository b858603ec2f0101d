import { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { defineAction } from '../action.ts'
import { statEntry } from '../folders/entry.ts'
import { openFile } from '../folders/open-file.ts'
import { reach } from '../folders/reach.ts'
import { isWithin } from '../folders/within.ts'
import { put } from './put.ts'
import { targets } from './targets.ts'
import { copyEntry } from './tree.ts'

export const copyFile = defineAction({
  name: 'copy_file',
  description: 'Copies a file or a whole folder.',
  input: z.strictObject({
    from: z.string(),
    to: z.string().describe('Path of the copy, with the name'),
    replace: z.boolean().default(false).describe('True: in the place of a file that is there'),
  }),
  risk: ({ replace }) => (replace ? 'destructive' : 'change'),
  undo: 'yes',
  bind: (args, whole) => ({ ...args, from: whole(args.from), to: whole(args.to) }),
  replaces: ({ to, replace }) => (replace ? [{ path: to, follow: false }] : []),
  summarize: ({ from, to, replace }) =>
    `Copy ${from} to ${to}${replace ? ', in place of what is there' : ''}.`,
  preview: ({ from, to }, place) => targets([from, to], place),
  execute: ({ from, to, replace }, execution) =>
    reach(from, { use: 'read', follow: false }, execution.place, (source) =>
      reach(to, { use: 'change', follow: false, make: true }, execution.place, async (target) => {
        const stat = await statEntry(source)
        if (stat === null) throw new AppError('not_found', `There is no ${source.path}.`)
        if (isWithin(source.path, target.path, execution.place.platform))
          throw new AppError('invalid_input', `${source.path} cannot be copied to itself or into itself.`)
        // A private key does not get another name to be read by.
        if (stat.isFile()) await (await openFile(source)).close()
        const changes = await put(target, { replace }, execution, (draft) =>
          copyEntry(source, draft, execution.signal),
        )
        return { summary: `Copied ${source.path} to ${target.path}.`, inverse: { changes } }
      }),
    ),
})
