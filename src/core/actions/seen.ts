import type { Seen } from '../../shared/request.ts'
import { AppError } from '../../shared/errors.ts'
import type { Step } from './action.ts'
import { glimpse } from './files/glimpse.ts'
import { absolutePath } from './folders/path-text.ts'
import { reach } from './folders/reach.ts'
import type { Place } from './place.ts'

/** Entries of a folder that are looked at. Of a larger one these stand for all. */
const most = 2_000

/** What is there now of what a step removes or puts something else in the place of. Throws as `reach` does. */
export async function look(step: Step, place: Place, signal: AbortSignal): Promise<Seen[]> {
  const seen: Seen[] = []
  for (const { path, follow } of step.replaces) {
    seen.push(
      await reach(path, { use: 'change', follow }, place, async (spot) => {
        const found = await glimpse(spot, most, signal)
        return { path: spot.path, print: found && `${found.print.kind} ${found.print.sha256}` }
      }).catch((error: unknown) => {
        // The folder that it would lie in is not there either.
        if (error instanceof AppError && error.code === 'not_found')
          return { path: absolutePath(path, place), print: null }
        throw error
      }),
    )
  }
  return seen
}

/** Throws AppError `changed` unless what is there is what a person was shown; where that is not known it may be anything. */
export function checkSeen(now: readonly Seen[], shown: readonly Seen[] | undefined): void {
  const changed = now.find(({ path, print }, at) => {
    const before = shown?.[at]
    // Where there is nothing, it does not matter by which way one comes there.
    return before?.print !== print || (print !== null && before.path !== path)
  })
  if (changed)
    throw new AppError(
      'changed',
      `${changed.path} has changed since you saw the plan, so it was left as it is.`,
    )
}
