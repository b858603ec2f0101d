import { join } from 'node:path'
import type { Seen } from '../../shared/request.ts'
import { AppError } from '../../shared/errors.ts'
import { visible } from '../../shared/visible.ts'
import type { Step } from './action.ts'
import { glimpse } from './files/glimpse.ts'
import { absolutePath } from './folders/path-text.ts'
import { reach } from './folders/reach.ts'
import type { Place } from './place.ts'

/** Entries of a folder that are looked at. Of a larger one these stand for all. */
const mostEntries = 2_000
/** At the end of a print that does not cover all that is there. */
const inPart = ' in part'
/** In the place of a print: what is run lies where nothing is looked at. */
const elsewhere = 'elsewhere'

/** What is there, entry by entry. */
export interface CloseLook {
  readonly seen: readonly Seen[]
  /** What tells each entry apart, by where it lies. */
  readonly entries: ReadonlyMap<string, string>
}

/** What is there now of what a step removes, puts something else in the place of, or runs. Throws as `reach` does. */
export async function look(step: Step, place: Place, signal: AbortSignal): Promise<readonly Seen[]> {
  return (await lookClosely(step, place, signal)).seen
}

/** The same, to be compared with what is there later. */
export async function lookClosely(step: Step, place: Place, signal: AbortSignal): Promise<CloseLook> {
  const seen: Seen[] = []
  const entries = new Map<string, string>()
  for (const { path, follow, runs = false } of step.replaces) {
    seen.push(
      await reach(path, { use: runs ? 'read' : 'change', follow }, place, async (spot) => {
        const found = await glimpse(spot, mostEntries, signal, (way, what) =>
          entries.set(join(spot.path, way), what),
        )
        return { path: spot.path, print: found && printed(found) }
      }).catch((error: unknown) => {
        // The folder that it would lie in is not there either.
        if (error instanceof AppError && error.code === 'not_found')
          return { path: absolutePath(path, place), print: null }
        if (runs && error instanceof AppError && ['forbidden', 'no_folder'].includes(error.code))
          return { path: absolutePath(path, place), print: elsewhere }
        throw error
      }),
    )
  }
  return { seen, entries }
}

function printed({ print, whole }: NonNullable<Awaited<ReturnType<typeof glimpse>>>): string {
  return `${print.kind} ${print.sha256}${whole ? '' : inPart}`
}

/** Whether there is more than was looked at, so that not every change of it is noticed. */
export function isSeenInPart(seen: Seen): boolean {
  return seen.print?.endsWith(inPart) === true
}

/** What a person has to be told of that: a sentence for each. */
export function notesOfParts(seen: readonly Seen[]): string[] {
  const outside = seen
    .filter(({ print }) => print === elsewhere)
    .map(
      ({ path }) =>
        `${visible(path)} lies in no folder that you have granted. A change of it is not noticed.`,
    )
  const large = seen
    .filter(isSeenInPart)
    .map(({ path, print }) =>
      print?.startsWith('folder')
        ? `There is so much in ${visible(path)} that only a part of it was looked at. A change of the rest is not noticed.`
        : `${visible(path)} is so large that only its size and time were looked at. A change that keeps both is not noticed.`,
    )
  return [...outside, ...large]
}

/** Throws AppError `changed` unless what is there is what a person was shown; where that is not known it may be anything. */
export function checkSeen(step: Step, now: readonly Seen[], shown: readonly Seen[] | undefined): void {
  const changed = now.find(({ path, print }, at) => {
    const before = shown?.[at]
    // It takes whatever has come to be there.
    if (before?.print === null && step.replaces[at]?.mayCome) return false
    // Where there is nothing, it does not matter by which way one comes there.
    return before?.print !== print || (print !== null && before.path !== path)
  })
  if (changed)
    throw new AppError(
      'changed',
      step.replaces[now.indexOf(changed)]?.runs
        ? `${changed.path} has changed since you saw the plan, so it was not run.`
        : `${changed.path} has changed since you saw the plan, so it was left as it is.`,
    )
}
