import { AppError, findAppError } from '../../../shared/errors.ts'
import type { Log } from '../../log.ts'
import type { Database } from '../database.ts'
import type { EngineKind } from './layout.ts'
import { makeSearch } from './set-up.ts'

export interface Mending {
  /** Does something with the index; where that fails for the index's sake, it is made anew and this done once more. */
  with<T>(work: () => Promise<T>): Promise<T>
}

/** Failures that say nothing of the index: nobody waits any more, or nothing can be stored or reached at all. */
const others = new Set(['cancelled', 'database_unreachable', 'disk_full', 'database'])

/**
 * The index is made from what is stored, so whatever is wrong with it is mended by making it again. Once, while the
 * database is open: what is wrong after that is wrong with something else. `onMade` is called when it was.
 */
export function createMending(
  { db, kind, log }: { readonly db: Database; readonly kind: EngineKind; readonly log: Log },
  onMade: () => void,
): Mending {
  let made: Promise<void> | null = null

  async function makeAnew(error: unknown): Promise<void> {
    log.warn('search.damaged', { error })
    try {
      await makeSearch(db, kind)
      onMade()
    } catch (cause) {
      throw new AppError('database', 'The index for searching could not be made. Start Hearth again.', {
        cause,
      })
    }
  }

  return {
    async with(work) {
      try {
        return await work()
      } catch (error) {
        const expected = findAppError(error)
        if (expected && others.has(expected.code)) throw expected
        if (made) {
          // Somebody else met it first, and it is new by now; or it has been already, and this is something else.
          await made
          return work()
        }
        made = makeAnew(error)
        await made
        return work()
      }
    },
  }
}
