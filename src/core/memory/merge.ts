import type { EarlierValue } from '../../shared/context.ts'
import { AppError } from '../../shared/errors.ts'
import type { Database } from '../database/database.ts'
import { earlierValues } from '../database/queries/context.ts'
import { absorb, factsOf, removeFacts, settleKeys } from '../database/queries/facts.ts'

/**
 * Makes one fact of several: `into` stays as it is, with what the others said in its history. Throws `not_found` where one
 * of them is gone.
 */
export async function mergeFacts(db: Database, into: string, ids: readonly string[]): Promise<void> {
  const others = [...new Set(ids)].filter((id) => id !== into)
  const facts = await factsOf(db, [into, ...others])
  const stays = facts.find(({ id }) => id === into)
  const goes = facts.filter(({ id }) => id !== into)
  if (!stays || goes.length < others.length)
    throw new AppError('not_found', 'One of these is not remembered any more. Look at the list again.')
  if (goes.length === 0) throw new AppError('invalid_input', 'There is nothing to merge this with.')
  const history: EarlierValue[] = facts.flatMap((fact) =>
    fact.id === into ? fact.history : [...fact.history, { value: fact.value, until: fact.updatedAt }],
  )
  await removeFacts(db, others)
  await absorb(db, into, {
    history: history.toSorted((one, other) => (one.until < other.until ? -1 : 1)).slice(-earlierValues),
    pinned: facts.some(({ pinned }) => pinned),
    usedAt: facts
      .map(({ usedAt }) => usedAt)
      .reduce((last, at) => ((at ?? '') > (last ?? '') ? at : last), null),
    useCount: facts.reduce((sum, { useCount }) => sum + useCount, 0),
  })
  await settleKeys(db, [...new Set(facts.map(({ key }) => key))])
}
