import { isDeepStrictEqual } from 'node:util'
import { findAppError } from '../../../shared/errors.ts'
import type { PlannedAction } from '../../../shared/request.ts'
import { risks } from '../../../shared/risk.ts'
import { bindStep } from '../../actions/bound-step.ts'
import type { Catalogue } from '../../actions/catalogue.ts'
import type { Place } from '../../actions/place.ts'
import { plannedStep } from '../../actions/planned-step.ts'
import { planned } from '../plan/write-request.ts'

/** An action of a plan that waits as it is shown now: bound to where it works, once that is known, and to what lies there. */
export async function shownNow(
  catalogue: Catalogue,
  action: PlannedAction,
  place: Place,
): Promise<PlannedAction> {
  try {
    const next = planned(action.id, await bindStep(plannedStep(catalogue, action), place), place, false)
    if (!sameArguments(next, action)) {
      // What the words have raised stays so.
      const risk = risks.indexOf(next.risk) < risks.indexOf(action.risk) ? action.risk : next.risk
      return { ...next, risk }
    }
    return next.seen ? { ...action, seen: next.seen } : action
  } catch (error) {
    // It cannot be done any more; its preview says so.
    if (findAppError(error)) return action
    throw error
  }
}

/** Whether two actions are given the same. */
export function sameArguments(one: PlannedAction, other: PlannedAction): boolean {
  return isDeepStrictEqual(one.arguments, other.arguments)
}
