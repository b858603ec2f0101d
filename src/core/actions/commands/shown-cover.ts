import type { Seen } from '../../../shared/request.ts'
import { riskierNow } from '../riskier.ts'
import { tooMuch, type Cover } from './folder-secrets.ts'

/** What stands for a path that is hidden. */
const covered = 'hidden'

/** What a plan stores of a cover, to be compared with the one that there is when the command runs: its notes, and what it hides. */
export function seenOf({ notes, hidden }: Cover, folder: string): Seen[] {
  const paths = hidden.map(({ path }) => path).toSorted()
  return [{ path: folder, print: notes.join('\n') }, ...paths.map((path) => ({ path, print: covered }))]
}

/**
 * Throws AppError `forbidden` where less is covered than a person was shown. That a folder has come which is passed over
 * is no more than what many programs do, unless a key is gone from its place: it may lie in there.
 */
export function checkShown(now: Cover, folder: string, shown: readonly Seen[] | undefined): void {
  // A program that lies there stands before it.
  const told = shown?.findLast(({ path }) => path === folder)?.print?.split('\n')
  const untold = now.notes.filter((note) => told?.includes(note) !== true)
  const hidden = new Set([folder, ...now.hidden.map(({ path }) => path)])
  const gone = shown?.some(({ path, print }) => print === covered && !hidden.has(path)) ?? true
  if (untold.includes(tooMuch) || (untold.length > 0 && gone)) throw riskierNow()
}
