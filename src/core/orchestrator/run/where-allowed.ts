import { AppError } from '../../../shared/errors.ts'
import type { PlannedAction } from '../../../shared/request.ts'
import type { Step } from '../../actions/action.ts'
import type { Actions } from '../../actions/actions.ts'
import type { Place } from '../../actions/place.ts'

/**
 * Where a step may act now: in all that is granted, if a person has said yes to it; where a rule or the yes to an earlier
 * run did, in the folder that this was said of, and nowhere else. Throws `forbidden` where that holds no longer.
 */
export async function whereAllowed(actions: Actions, { allowed }: PlannedAction, step: Step): Promise<Place> {
  const place = await actions.place()
  if (!allowed) return place
  const { by, folder } = allowed
  if (by === 'rule' && !(await actions.allows(step)))
    throw new AppError('forbidden', 'No rule of yours allows this any more, so it was not done.')
  if ((await actions.folderOf(step)) !== folder)
    throw new AppError('forbidden', `This does not read in ${folder} any more, so it was not done.`)
  return { ...place, granted: place.granted.filter((one) => one === folder) }
}
