import { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { defineAction } from '../action.ts'
import type { Execution } from '../action.ts'
import { statEntry } from '../folders/entry.ts'
import { openFile } from '../folders/open-file.ts'
import { reach } from '../folders/reach.ts'
import type { Spot } from '../folders/reach.ts'
import { isWithin } from '../folders/within.ts'
import type { Change } from '../inverse.ts'
import { Arrived, arriving } from './arrived.ts'
import { draftName } from './draft-name.ts'
import { checkKept, keepFile, openUndoFolder } from './keep.ts'
import { moveEntry, replaceBy } from './move.ts'
import { printOfFolder } from './glimpse.ts'
import { takePrint } from './print.ts'
import { targets } from './targets.ts'
import { removeEntry } from './tree.ts'

export const moveFile = defineAction({
  name: 'move_file',
  description: 'Moves or renames a file or a folder.',
  input: z.strictObject({
    from: z.string(),
    to: z.string().describe('New path, with the name'),
    replace: z.boolean().default(false).describe('True: in the place of a file that is there'),
  }),
  risk: ({ replace }) => (replace ? 'destructive' : 'change'),
  undo: 'yes',
  bind: (args, whole) => ({ ...args, from: whole(args.from), to: whole(args.to) }),
  replaces: ({ from, to, replace }) => [
    { path: from, follow: false, mayCome: true },
    ...(replace ? [{ path: to, follow: false }] : []),
  ],
  summarize: ({ from, to, replace }) =>
    `Move ${from} to ${to}${replace ? ', in place of what is there' : ''}.`,
  preview: ({ from, to }, place) => targets([from, to], place),
  execute: ({ from, to, replace }, execution) =>
    reach(from, { use: 'change', follow: false }, execution.place, (source) =>
      reach(to, { use: 'change', follow: false, make: true }, execution.place, async (target) => {
        const changes = await move(source, target, replace, execution)
        execution.progress({ type: 'file', change: 'moved', path: target.path })
        return { summary: `Moved ${source.path} to ${target.path}.`, inverse: { changes } }
      }),
    ),
})

async function move(source: Spot, target: Spot, replace: boolean, execution: Execution): Promise<Change[]> {
  const { place, signal } = execution
  const stat = await statEntry(source)
  if (stat === null) throw new AppError('not_found', `There is no ${source.path}.`)
  if (isWithin(source.path, target.path, place.platform))
    throw new AppError('invalid_input', `${source.path} cannot be moved to itself or into itself.`)
  // A private key does not get another name to be read by.
  if (stat.isFile()) await (await openFile(source)).close()
  const print = stat.isDirectory() ? await printOfFolder(source, signal) : await takePrint(source, signal)

  const made = target.made.map((path): Change => ({ kind: 'made_folder', path }))
  const moved: Change = { kind: 'moved', from: source.path, to: target.path, print }
  const old = replace ? await statEntry(target) : null
  if (old && !(old.isFile() && stat.isFile()))
    throw new AppError('invalid_input', `${target.path} stays: only a file is replaced, and by a file.`)
  const draft = draftName(execution)
  if (old === null) return arriving(moveEntry(source, target, draft, signal), async () => [...made, moved])

  await using undo = await openUndoFolder(place)
  const kept = await keepFile(target, undo, execution)
  const check = (): Promise<void> => checkKept(target, kept, signal)
  const moving = replaceBy(source, target, draft, signal, check).catch(async (error: unknown) => {
    if (!(error instanceof Arrived)) await removeEntry(kept)
    throw error
  })
  return await arriving(moving, async () => {
    const before = { kept: kept.name, print: await takePrint(kept, new AbortController().signal) }
    return [...made, { kind: 'replaced', path: target.path, before, after: null }, moved]
  })
}
