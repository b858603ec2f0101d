import { findAppError } from '../../../shared/errors.ts'
import type { PlannedAction, Seen } from '../../../shared/request.ts'
import type { Step } from '../../actions/action.ts'
import type { Catalogue } from '../../actions/catalogue.ts'
import { absolutePath } from '../../actions/folders/path-text.ts'
import { reach } from '../../actions/folders/reach.ts'
import { isWithin } from '../../actions/folders/within.ts'
import { inverseSchema, type Change } from '../../actions/inverse.ts'
import { isAsLeft } from '../../actions/is-as-left.ts'
import type { Place } from '../../actions/place.ts'
import { plannedStep } from '../../actions/planned-step.ts'
import { checkSeen, isSeenInPart, look, lookClosely, type CloseLook } from '../../actions/seen.ts'

/** What a run expects to find where its steps take something away. */
export interface HeldSeen {
  /** Right before a step. Throws AppError `changed` where something else is there than what the person was shown. */
  check(planned: PlannedAction, step: Step, place: Place, signal: AbortSignal): Promise<void>
  /**
   * What that step has changed itself (its inverse), and nothing else, is expected from then on. Of a command, which keeps
   * none, what it made of the files that later commands run: whoever says yes to «build it, then run it» means that.
   */
  follow(inverse: unknown, place: Place): Promise<void>
}

/** Begins with what was seen when the plan was shown. */
export function holdSeen(catalogue: Catalogue, actions: readonly PlannedAction[]): HeldSeen {
  const expected = new Map<string, readonly Seen[] | undefined>(actions.map(({ id, seen }) => [id, seen]))
  const left = new Set(actions)
  /** How it was before the step that runs now, where it was as expected. */
  let before = new Map<string, CloseLook>()
  /** It keeps no inverse. */
  let isCommand = false

  async function lookAhead(step: Step, place: Place): Promise<void> {
    before = new Map()
    // What only reads changes nothing that could be followed.
    if (step.risk(place) === 'read') return
    isCommand = step.undo(place) === 'no'
    const paths = await Promise.all(step.names(place).map((path) => truePath(path, place)))
    for (const planned of left) {
      const later = plannedStep(catalogue, planned)
      if (isCommand ? !onlyRuns(later) : !isTouched(planned, paths, place)) continue
      const found = await lookLater(later, place)
      if (found && isSame(found.seen, expected.get(planned.id))) before.set(planned.id, found)
    }
  }

  return {
    async check(planned, step, place, signal) {
      left.delete(planned)
      await lookAhead(step, place)
      // Last of all.
      if (step.replaces.length > 0) checkSeen(step, await look(step, place, signal), expected.get(planned.id))
    },
    async follow(inverse, place) {
      const { changes } = inverse === undefined ? { changes: [] } : inverseSchema.parse(inverse)
      for (const planned of left) {
        const was = before.get(planned.id)
        if (!was || !(isCommand || isTouched(planned, changes.flatMap(pathsOf), place))) continue
        const now = await lookLater(plannedStep(catalogue, planned), place)
        if (now && (isCommand || (await isOurs(was, now, changes, place)))) expected.set(planned.id, now.seen)
      }
    },
  }
}

function onlyRuns({ replaces }: Step): boolean {
  return replaces.length > 0 && replaces.every(({ runs }) => runs)
}

/** Null where it cannot be looked at: then what was expected stays so, and the step is told why. */
async function lookLater(step: Step, place: Place): Promise<CloseLook | null> {
  try {
    return await lookClosely(step, place, new AbortController().signal)
  } catch (error) {
    if (findAppError(error)) return null
    throw error
  }
}

/** Whether nothing is another but what the changes of a step say, and that is as the step left it. */
async function isOurs(
  was: CloseLook,
  now: CloseLook,
  changes: readonly Change[],
  place: Place,
): Promise<boolean> {
  // Of what is seen in part, other entries may be looked at once something came or went.
  const inPart = [...was.seen, ...now.seen].some(isSeenInPart)
  const differs = [...new Set([...was.entries.keys(), ...now.entries.keys()])].filter((path) => {
    const [old, current] = [was.entries.get(path), now.entries.get(path)]
    return old !== current && !(inPart && (old === undefined || current === undefined))
  })
  const isOwn = (path: string): boolean =>
    changes.some((change) => {
      if (change.kind === 'made_folder') return path === change.path
      const own = now.entries.has(path) ? leftAt(change) : pathsOf(change)
      return own.some((one) => isWithin(one, path, place.platform))
    })
  if (!differs.every(isOwn)) return false
  const last = new Map(changes.map((change) => [pathsOf(change).at(-1), change]))
  for (const change of last.values()) if (!(await isStill(change, place))) return false
  return true
}

async function isStill(change: Change, place: Place): Promise<boolean> {
  if (change.kind !== 'replaced' && change.kind !== 'moved') return true
  // Too large to tell.
  if (change.kind === 'moved' && change.print === null) return true
  const path = change.kind === 'moved' ? change.to : change.path
  try {
    const signal = new AbortController().signal
    return await reach(path, { use: 'change', follow: false }, place, (spot) =>
      isAsLeft(change, spot, signal),
    )
  } catch (error) {
    if (findAppError(error)) return false
    throw error
  }
}

/** Where a path truly leads. */
async function truePath(path: string, place: Place): Promise<string> {
  try {
    return await reach(path, { use: 'read', follow: false }, place, async (spot) => spot.path)
  } catch (error) {
    if (findAppError(error)) return absolutePath(path, place)
    throw error
  }
}

function isSame(now: readonly Seen[], shown: readonly Seen[] | undefined): boolean {
  return now.every(({ path, print }, at) => {
    const before = shown?.[at]
    return before?.print === print && (print === null || path === before.path)
  })
}

function pathsOf(change: Change): readonly string[] {
  if (change.kind === 'moved') return [change.from, change.to]
  return 'path' in change ? [change.path] : []
}

/** Where a change left something. */
function leftAt(change: Change): readonly string[] {
  if (change.kind === 'moved') return [change.to]
  return change.kind === 'replaced' && change.after !== null ? [change.path] : []
}

function isTouched({ seen = [] }: PlannedAction, paths: readonly string[], { platform }: Place): boolean {
  return seen.some(({ path: its }) =>
    paths.some((path) => isWithin(path, its, platform) || isWithin(its, path, platform)),
  )
}
