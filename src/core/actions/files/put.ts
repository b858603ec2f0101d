import { AppError } from '../../../shared/errors.ts'
import type { FileChange } from '../../../shared/run.ts'
import { PartlyDone } from '../action.ts'
import type { Execution } from '../action.ts'
import { statEntry } from '../folders/entry.ts'
import type { Entry } from '../folders/entry.ts'
import { fileError } from '../../file-errors.ts'
import type { Spot } from '../folders/reach.ts'
import type { Change, Print } from '../inverse.ts'
import { arriving } from './arrived.ts'
import { draftName } from './draft-name.ts'
import { checkKept, keepFile, openUndoFolder } from './keep.ts'
import { exchange, moveEntry } from './move.ts'
import { samePrint, takePrint } from './print.ts'
import { tellableText, toldDiff } from './told-diff.ts'
import { removeEntry } from './tree.ts'

export interface Put {
  /** Whether a file that is there may be replaced. */
  readonly replace: boolean
  /** What has to be there, where the new content was made from it. */
  readonly expected?: Print
  /** Tell how the text changes, for a person to see what was done. */
  readonly diff?: boolean
}

/**
 * Makes something new beside a place (`make`) and puts it there, all of it at once: whatever fails on the way, what was
 * there is whole and what was made is gone. What is replaced is kept. Returns the changes, folders made on the way first.
 */
export async function put(
  spot: Spot,
  { replace, expected, diff = false }: Put,
  execution: Execution,
  make: (draft: Entry) => Promise<void>,
): Promise<Change[]> {
  const { place, signal } = execution
  const draft = { folder: spot.folder, name: draftName(execution) }
  const old = await statEntry(spot)
  if (old && !replace) throw taken(spot)
  if (old && !old.isFile())
    throw new AppError('invalid_input', `${spot.path} is not a file; only files are replaced.`)

  await using undo = old ? await openUndoFolder(place) : null
  try {
    await make(draft)
    const after = await takePrint(draft, signal)
    const text = diff ? await tellableText(draft) : null
    const replaced = undo
      ? await putOver(draft, spot, { undo, expected, read: text !== null }, execution)
      : null
    const changes: Change[] = [
      ...spot.made.map((path): Change => ({ kind: 'made_folder', path })),
      { kind: 'replaced', path: spot.path, before: replaced?.before ?? null, after },
    ]
    if (!undo) await arriving(moveEntry(draft, spot, '', signal), async () => changes)
    execution.progress({ type: 'file', path: spot.path, ...whatChanged(replaced, text) })
    await spot.folder.flush().catch((error: unknown) => {
      throw partlyDone(error, spot.path, changes)
    })
    return changes
  } catch (error) {
    if (!(error instanceof PartlyDone)) await removeEntry(draft)
    throw error
  }
}

interface Replaced {
  readonly before: { readonly kept: string; readonly print: Print | null }
  /** Null where it may not be told, or is not wanted. */
  readonly text: string | null
}

/** How a file changed, with its lines where both texts may be told. */
function whatChanged(replaced: Replaced | null, text: string | null): Pick<FileChange, 'change' | 'diff'> {
  const change = replaced ? 'changed' : 'created'
  if (text === null || replaced?.text === null) return { change }
  return { change, diff: toldDiff(replaced?.text ?? null, text) }
}

interface Over {
  readonly undo: Entry['folder']
  readonly expected: Print | undefined
  /** Whether the text that is replaced is wanted. */
  readonly read: boolean
}

async function putOver(
  draft: Entry,
  spot: Spot,
  { undo, expected, read }: Over,
  execution: Execution,
): Promise<Replaced> {
  const kept = await keepFile(spot, undo, execution)
  let text: string | null
  try {
    if (expected && !samePrint(await takePrint(kept, execution.signal), expected))
      throw new AppError(
        'invalid_input',
        `${spot.path} was changed by somebody else just now. It was left as it is.`,
      )
    text = read ? await tellableText(kept) : null
    await checkKept(spot, kept, execution.signal)
    await exchange(draft, spot)
  } catch (error) {
    await removeEntry(kept)
    throw error
  }
  // Only now: until it was replaced, others could still write into it. A stop is too late here.
  const print = await takePrint(kept, new AbortController().signal)
  return { before: { kept: kept.name, print }, text }
}

/** An error after which some of it was done all the same. */
function partlyDone(error: unknown, path: string, changes: readonly Change[]): unknown {
  const failure = fileError(error, path)
  return failure instanceof AppError ? new PartlyDone(failure, { changes: [...changes] }) : failure
}

/** What is there was not to be replaced. */
export function taken({ path }: Pick<Spot, 'path'>): AppError {
  return new AppError('invalid_input', `${path} is there already, and “replace” is off: it stays as it is.`)
}
