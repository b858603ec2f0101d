import type { PlannedAction } from '../../shared/request.ts'
import type { Step } from './action.ts'
import type { Place } from './place.ts'

/**
 * Where a step of a plan is carried out, or shown. A plan that was made in a terminal may be approved in a window, whose
 * trash takes what nobody but the person can take out again: what the plan says can be undone is put aside there too.
 */
export function placeFor(step: Step, { undo }: Pick<PlannedAction, 'undo'>, place: Place): Place {
  return undo === 'yes' && step.undo(place) !== 'yes' ? { ...place, trash: null } : place
}
