import type { RememberedFact } from '../../shared/context.ts'
import { AppError } from '../../shared/errors.ts'
import { storableText } from '../../shared/text.ts'
import type { Database } from '../database/database.ts'
import { checkedValue } from '../database/queries/context.ts'
import { settleKeys, updateFact } from '../database/queries/facts.ts'
import { sqlState, uniqueViolation } from '../database/sql-state.ts'
import { normalizeKey } from './key.ts'
import type { FactChange } from './memory.ts'
import { isNewer, keepNewer, keysOf, plainKey } from './newer.ts'

/** Changes a fact as a person wants it. Returns its id, which is another where it took the place of an older one. */
export async function changeFact(
  db: Database,
  before: RememberedFact,
  change: Omit<FactChange, 'id'>,
): Promise<string> {
  const update = { ...change, ...checkedChange(before, change) }
  const key = update.key ?? before.key
  // Under another key it stands beside none.
  const takesPlace = change.status === 'kept' && isNewer(before) && keysOf(before.key).includes(key)

  async function write(tx: Database): Promise<string> {
    if (!takesPlace) {
      if (!(await updateFact(tx, before.id, update))) throw gone()
      return before.id
    }
    const id = await keepNewer(tx, before, change)
    if (id === null) throw gone()
    if (change.pinned !== undefined) await updateFact(tx, id, { pinned: change.pinned })
    return id
  }

  try {
    return await db.transaction(async (tx) => {
      const id = await write(tx)
      await settleKeys(tx, [before.key, plainKey(before.key), key])
      return id
    })
  } catch (error) {
    throw sqlState(error) === uniqueViolation ? taken(key, error) : error
  }
}

/** What of a change is checked or brought into its form. */
function checkedChange(
  before: RememberedFact,
  { value, key }: Pick<FactChange, 'value' | 'key'>,
): { value?: unknown; key?: string } {
  const normal = key === undefined ? undefined : normalizeKey(storableText(key))
  if (normal === '') throw new AppError('invalid_input', 'A key needs a word: letters or digits.')
  return {
    ...(value !== undefined && { value: checkedValue(value) }),
    // One that was stored in another form is left alone until it is changed.
    ...(normal !== undefined && { key: key === before.key ? key : normal }),
  }
}

export function gone(): AppError {
  return new AppError('not_found', 'This is not remembered any more.')
}

function taken(key: string, cause: unknown): AppError {
  const sentence = `Another fact of this conversation is kept under “${key}”. Merge the two, or choose another key.`
  return new AppError('invalid_input', sentence, { cause })
}
