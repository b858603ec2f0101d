import { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { defineAction } from '../action.ts'
import type { Execution } from '../action.ts'
import { statEntry } from '../folders/entry.ts'
import { reach } from '../folders/reach.ts'
import type { Spot } from '../folders/reach.ts'
import type { Change } from '../inverse.ts'
import { arriving } from './arrived.ts'
import { openUndoFolder } from './keep.ts'
import { moveEntry } from './move.ts'
import { takePrint } from './print.ts'
import { draftName } from './draft-name.ts'
import { targets } from './targets.ts'

const inTrash = 'It goes to the system’s trash. To take it back, restore it from there.'
const putAside = 'Hearth puts it aside, and not into a trash, so that it can be taken back.'

export const deleteFile = defineAction({
  name: 'delete_file',
  description: 'Deletes a file, or a folder with all that is in it.',
  input: z.strictObject({ path: z.string() }),
  risk: () => 'destructive',
  undo: (_, { trash }) => (trash ? 'partly' : 'yes'),
  bind: ({ path }, whole) => ({ path: whole(path) }),
  replaces: ({ path }) => [{ path, follow: false }],
  summarize: ({ path }) => `Delete ${path}.`,
  preview: ({ path }, place) => targets([path], place, [place.trash ? inTrash : putAside]),
  execute: ({ path }, execution) =>
    reach(path, { use: 'change', follow: false }, execution.place, async (spot) => {
      const stat = await statEntry(spot)
      if (stat === null) throw new AppError('not_found', `There is no ${spot.path}.`)
      const { trash } = execution.place
      const changes = trash
        ? [await throwAway(spot, trash)]
        : await keepAside(spot, stat.isDirectory(), execution)
      execution.progress({ type: 'file', change: 'removed', path: spot.path })
      return { summary: `Deleted ${spot.path}.`, inverse: { changes } }
    }),
})

/** The system's trash takes a path: between the check and its work, the path could be exchanged. Nothing better is known. */
async function throwAway(spot: Spot, trash: (path: string) => Promise<void>): Promise<Change> {
  await spot.folder.confirm()
  await trash(spot.path)
  if ((await statEntry(spot)) !== null)
    throw new AppError('action_failed', `${spot.path} is still there: the trash did not take it.`)
  return { kind: 'trashed', path: spot.path }
}

/** Under an id that is a UUID. */
async function keepAside(spot: Spot, isFolder: boolean, execution: Execution): Promise<Change[]> {
  const { place, signal } = execution
  const print = isFolder ? null : await takePrint(spot, signal)
  await using undo = await openUndoFolder(place)
  const kept = { folder: undo, name: place.newId() }
  return await arriving(moveEntry(spot, kept, draftName(execution), signal), async () => [
    { kind: 'replaced', path: spot.path, before: { kept: kept.name, print }, after: null },
  ])
}
