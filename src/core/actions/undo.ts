import { rmdir } from 'node:fs/promises'
import { AppError, assertNever } from '../../shared/errors.ts'
import type { Execution } from './action.ts'
import { statEntry } from './folders/entry.ts'
import { fileError } from '../file-errors.ts'
import { reach } from './folders/reach.ts'
import type { Spot } from './folders/reach.ts'
import { Arrived } from './files/arrived.ts'
import { moveEntry, replaceBy } from './files/move.ts'
import { openUndoFolder } from './files/keep.ts'
import { samePrint, takePrint } from './files/print.ts'
import { removeEntry } from './files/tree.ts'
import { isAsLeft } from './is-as-left.ts'
import { theConversation } from './memory/remember.ts'
import { subjectOf } from './inverse.ts'
import type { Change, Inverse } from './inverse.ts'

export interface Undone {
  readonly undone: readonly Change[]
  /** What was left as it is, each with a sentence that says why. */
  readonly left: readonly { readonly change: Change; readonly reason: string }[]
}

/**
 * Takes a step back, its last change first. A change after which the world has changed is left alone, and said. Only
 * what is granted now is touched. Throws only for bugs, and AppError `cancelled` between two changes.
 */
export async function undo(inverse: Inverse, execution: Execution): Promise<Undone> {
  const undone: Change[] = []
  const left: { change: Change; reason: string }[] = []
  for (const change of inverse.changes.toReversed()) {
    try {
      await takeBack(change, execution).catch((error: unknown) => {
        // It is back; there was more to do, which nobody needs.
        if (!(error instanceof Arrived)) throw error
        execution.place.log.warn('undo.rest', { error })
      })
      undone.push(change)
    } catch (error) {
      const failure = fileError(error, subjectOf(change))
      if (!(failure instanceof AppError) || failure.code === 'cancelled') throw failure
      left.push({ change, reason: failure.message })
    }
  }
  return { undone, left }
}

async function takeBack(change: Change, execution: Execution): Promise<void> {
  const { place } = execution
  switch (change.kind) {
    case 'replaced':
      return reach(change.path, { use: 'change', follow: false }, place, (spot) =>
        restore(spot, change, execution),
      )
    case 'moved':
      return reach(change.to, { use: 'change', follow: false }, place, (spot) =>
        reach(change.from, { use: 'change', follow: false }, place, (old) =>
          moveBack(spot, old, change, execution),
        ),
      )
    case 'made_folder':
      return reach(change.path, { use: 'change', follow: false }, place, async ({ folder, way }) => {
        await folder.confirm()
        await rmdir(way)
        await folder.flush()
      })
    case 'trashed':
      throw new AppError('not_found', `${change.path} lies in the system’s trash. Restore it from there.`)
    case 'reminder':
      if (await place.cancelReminder(change.id)) return
      throw new AppError('not_found', `The reminder “${change.text}” was told already, or is gone.`)
    case 'remembered': {
      const { key, before, after } = change
      if (await place.takeBackFact(theConversation(execution.conversationId), { key, ...after }, before))
        return
      throw new AppError(
        'forbidden',
        `“${subjectOf(change)}” was changed or forgotten since. It was left as it is.`,
      )
    }
    default:
      return assertNever(change)
  }
}

async function restore(
  spot: Spot,
  change: Extract<Change, { kind: 'replaced' }>,
  { place, signal }: Execution,
): Promise<void> {
  const { before, after } = change
  if (!(await isAsLeft(change, spot, signal))) throw changedSince(spot.path)
  if (before === null) {
    await removeEntry(spot)
    return spot.folder.flush()
  }
  await using folder = await openUndoFolder(place)
  const kept = { folder, name: before.kept }
  if ((await statEntry(kept)) === null)
    throw new AppError(
      'not_found',
      `What was at ${spot.path} is no longer put aside, so it cannot be brought back.`,
    )
  if (before.print && !samePrint(await takePrint(kept, signal), before.print))
    throw new AppError(
      'forbidden',
      `What was put aside of ${spot.path} has changed since. It was left where it is.`,
    )
  const draftName = `.hearth-${place.newId()}.partial`
  if (after === null) return await moveEntry(kept, spot, draftName, signal)
  // A copy from another disk takes its time.
  const check = async (): Promise<void> => {
    if (!(await isAsLeft(change, spot, signal))) throw changedSince(spot.path)
  }
  await replaceBy(kept, spot, draftName, signal, check)
}

async function moveBack(
  spot: Spot,
  old: Spot,
  change: Extract<Change, { kind: 'moved' }>,
  { place, signal }: Execution,
): Promise<void> {
  if (change.print === null)
    throw new AppError(
      'forbidden',
      `There is so much in ${spot.path} that it cannot be told whether it has changed since. It was left as it is.`,
    )
  if (!(await isAsLeft(change, spot, signal))) throw changedSince(spot.path)
  await moveEntry(spot, old, `.hearth-${place.newId()}.partial`, signal)
}

function changedSince(path: string): AppError {
  return new AppError('forbidden', `${path} has changed since. It was left as it is.`)
}
