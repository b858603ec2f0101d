import { isDeepStrictEqual } from 'node:util'
import { AppError, findAppError } from '../../shared/errors.ts'
import type { Seen } from '../../shared/request.ts'
import type { Step } from './action.ts'
import type { Place } from './place.ts'
import { look } from './seen.ts'

/** A step as a plan stores it. */
export interface BoundStep {
  readonly step: Step
  /** What it takes away or replaces, as it is now; left out where there is nothing, or it cannot be looked at. */
  readonly seen?: readonly Seen[]
}

/**
 * Binds a step to what it names: to whole paths, and to what lies there now. Where no folder fits, or where it may not look,
 * it stays as far as it came: nobody can approve it, or its run says why it cannot be done.
 */
export async function bindStep(step: Step, place: Place): Promise<BoundStep> {
  let bound = step
  const seen: Seen[] = []
  try {
    bound = step.bind(place)
    seen.push(...(await look(bound, place, new AbortController().signal)))
    seen.push(...(await bound.takes(place)))
  } catch (error) {
    if (!findAppError(error)) throw error
  }
  return seen.length === 0 ? { step: bound } : { step: bound, seen }
}

/** Throws AppError where a step names something by less than its whole path: then it could come to mean something else. */
export function checkBound(step: Step, place: Place): void {
  if (!isDeepStrictEqual(step.bind(place).arguments, step.arguments))
    throw new AppError(
      'forbidden',
      'It is not said yet in which folder this is to be done. Look at it again.',
    )
}
