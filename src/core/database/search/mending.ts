import { AppError, findAppError } from '../../../shared/errors.ts'
import type { Log } from '../../log.ts'
import { sqlState } from '../sql-state.ts'

export interface Mending {
  /** Does something with the index; where that fails for the index's sake, it is made anew and this done once more. */
  with<T>(work: () => Promise<T>): Promise<T>
}

/**
 * What Postgres says (SQLSTATE) where the index is damaged or a part of it is gone: a table, a column, a function, what an
 * index is of, the schema, a file, what an index needs; and all that should not be (class XX). Whatever else fails, fails as
 * well with an index that is made anew, which takes long with many messages.
 */
const damages = new Set(['42P01', '42703', '42883', '42704', '3F000', '58P01', '55000'])

function isDamage(error: unknown): boolean {
  const state = sqlState(error)
  return state !== null && (state.startsWith('XX') || damages.has(state))
}

/**
 * The index is made from what is stored, so damage to it is mended by making it again, which `make` does. Once, while the
 * database is open: what is wrong after that is wrong with something else. `onMade` is called when it was.
 */
export function createMending(
  { make, log }: { readonly make: () => Promise<void>; readonly log: Log },
  onMade: () => void,
): Mending {
  let made: Promise<void> | null = null

  async function makeAnew(error: unknown): Promise<void> {
    log.warn('search.damaged', { error })
    try {
      await make()
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
        if (!isDamage(error)) throw findAppError(error) ?? error
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
