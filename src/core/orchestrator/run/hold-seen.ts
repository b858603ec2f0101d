import { findAppError } from '../../../shared/errors.ts'
import type { PlannedAction, Seen } from '../../../shared/request.ts'
import { inverseSchema, type Change } from '../../actions/inverse.ts'
import { isWithin } from '../../actions/folders/within.ts'
import type { Place } from '../../actions/place.ts'
import type { Catalogue } from '../../actions/catalogue.ts'
import { plannedStep } from '../../actions/planned-step.ts'
import { checkSeen, look } from '../../actions/seen.ts'
import type { Step } from '../../actions/action.ts'

/** What a run expects to find where its steps take something away. */
export interface HeldSeen {
  /** Throws AppError `changed` where something else is there than what the person was shown. */
  check(planned: PlannedAction, step: Step, place: Place, signal: AbortSignal): Promise<void>
  /** What a step of the run has changed itself (its inverse) is expected from then on. */
  follow(inverse: unknown, place: Place): Promise<void>
}

/** Begins with what was seen when the plan was shown. */
export function holdSeen(catalogue: Catalogue, actions: readonly PlannedAction[]): HeldSeen {
  const expected = new Map(actions.map(({ id, seen }) => [id, seen]))
  const left = new Set(actions)
  return {
    async check(planned, step, place, signal) {
      left.delete(planned)
      if (step.replaces.length > 0) checkSeen(await look(step, place, signal), expected.get(planned.id))
    },
    async follow(inverse, place) {
      const { changes } = inverseSchema.parse(inverse)
      const paths = changes.flatMap(pathsOf)
      for (const planned of left) {
        if (!planned.seen?.some((seen) => paths.some((path) => touches(path, seen, place)))) continue
        const step = plannedStep(catalogue, planned)
        expected.set(planned.id, await lookLater(step, place))
      }
    },
  }
}

/** Where it cannot be looked at, nothing is expected: then the step is refused, and told why. */
async function lookLater(step: Step, place: Place): Promise<Seen[] | undefined> {
  try {
    return await look(step, place, new AbortController().signal)
  } catch (error) {
    if (findAppError(error)) return undefined
    throw error
  }
}

function pathsOf(change: Change): readonly string[] {
  if (change.kind === 'moved') return [change.from, change.to]
  return 'path' in change ? [change.path] : []
}

function touches(path: string, seen: Seen, { platform }: Place): boolean {
  return isWithin(path, seen.path, platform) || isWithin(seen.path, path, platform)
}
