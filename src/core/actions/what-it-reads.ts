import { findAppError } from '../../shared/errors.ts'
import type { Step } from './action.ts'
import { whereItLies } from './folders/reach.ts'
import { innermostAround } from './folders/within.ts'
import type { Place } from './place.ts'

/** Where what a step reads truly lies; null for a step that does more, or that reads what it may not. */
export async function whatItReads(step: Step, place: Place): Promise<readonly string[] | null> {
  if (step.risk(place) !== 'read' || step.reads === null || step.reads.length === 0) return null
  try {
    return await Promise.all(step.reads.map((path) => whereItLies(path, place)))
  } catch (error) {
    // It cannot be done: whoever carries it out is told why.
    if (findAppError(error)) return null
    throw error
  }
}

/** The innermost granted folder that holds all that a step reads; null where it does more, or reads elsewhere. */
export async function folderItReads(step: Step, place: Place): Promise<string | null> {
  const read = await whatItReads(step, place)
  return read && innermostAround(place.granted, read, place.platform)
}
