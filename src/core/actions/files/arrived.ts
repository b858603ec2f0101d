import { AppError } from '../../../shared/errors.ts'
import { PartlyDone } from '../action.ts'
import type { Change } from '../inverse.ts'

/** Something is where it was to come, all of it; what was left to do after that did not go well. */
export class Arrived extends AppError {}

/** A move with its changes: where it arrived and failed after that, they go with the error, to be taken back. */
export async function arriving(move: Promise<void>, changes: () => Promise<Change[]>): Promise<Change[]> {
  try {
    await move
  } catch (error) {
    if (error instanceof Arrived) throw new PartlyDone(error, { changes: await changes() })
    throw error
  }
  return changes()
}
