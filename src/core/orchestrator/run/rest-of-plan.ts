import { AppError } from '../../../shared/errors.ts'
import type { PlannedAction } from '../../../shared/request.ts'
import type { StoredRun } from '../../database/queries/runs.ts'

/**
 * What an interrupted run has not begun. The step that was under way is not among it: it may have been done. Throws
 * `forbidden` for a run that was not interrupted, `not_found` where nothing is left.
 */
export function restOfPlan({ request, steps, result }: StoredRun): readonly PlannedAction[] {
  if (result?.metadata?.status !== 'interrupted')
    throw new AppError('forbidden', 'Only a run that was interrupted can go on.')
  const begun = new Set(steps.map(({ metadata }) => metadata?.actionId))
  const rest = (request.metadata?.actions ?? []).filter(({ id }) => !begun.has(id))
  if (rest.length === 0)
    throw new AppError('not_found', 'Every step of this run was begun; nothing is left to do.')
  return rest
}
