import { AppError } from '../../shared/errors.ts'
import type { Step } from './action.ts'
import type { Catalogue } from './catalogue.ts'

/**
 * An action of a stored plan as a step. Throws AppError `forbidden` where there is no such action (any more),
 * `invalid_input` where its arguments fit it no longer.
 */
export function plannedStep(
  catalogue: Catalogue,
  { action: name, arguments: args }: { readonly action: string; readonly arguments: unknown },
): Step {
  const action = catalogue.get(name)
  if (action) return action.prepare(args)
  throw new AppError('forbidden', `Hearth cannot do “${name}” here (any more).`)
}
