import type { Seen } from '../../../shared/request.ts'
import { riskierNow } from '../riskier.ts'
import { tooMuch, type Cover } from './folder-secrets.ts'

/** What a plan stores of a cover, to be compared with the one that there is when the command runs: its notes, and what it hides. */
export function seenOf({ notes, hidden }: Cover, folder: string): Seen[] {
  const paths = hidden.map(({ path }) => path).toSorted()
  return [{ path: folder, print: notes.join('\n') }, ...paths.map((path) => ({ path, print: 'hidden' }))]
}

/**
 * Throws AppError `forbidden` where less is covered than a person was shown. That a folder has come which is passed over
 * is no more than what many programs do, unless a key is gone from its place: it may lie in there.
 */
export function checkShown(now: Cover, folder: string, shown: readonly Seen[] | undefined): void {
  const told = shown?.find(({ path }) => path === folder)?.print?.split('\n')
  const untold = now.notes.filter((note) => told?.includes(note) !== true)
  const hidden = new Set([folder, ...now.hidden.map(({ path }) => path)])
  const gone = shown?.some(({ path }) => !hidden.has(path)) ?? true
  if (untold.includes(tooMuch) || (untold.length > 0 && gone)) throw riskierNow()
}
