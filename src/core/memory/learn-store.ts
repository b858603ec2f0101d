import type { Learning, RememberedFact } from '../../shared/context.ts'
import type { Database } from '../database/database.ts'
import { storeFact } from '../database/queries/context.ts'
import { markUsed } from '../database/queries/recall.ts'
import { isForgotten } from './forgotten-hash.ts'
import { normalizeWords } from './key.ts'
import type { Grounded } from './learn-check.ts'
import { besideKey, knownUnder } from './newer.ts'
import { showValue } from './show-value.ts'

/** Where it was said. */
export interface Said {
  readonly conversationId: string
  readonly messageId: string
}

/** Stores what is new. A value that is known is confirmed, and nothing is stored. */
export async function storeLearned(
  db: Database,
  fact: Grounded,
  {
    conversationId,
    messageId,
    now,
    learn,
  }: Said & { readonly now: Date; readonly learn: Exclude<Learning, 'off'> },
): Promise<'stored' | 'known' | 'forgotten'> {
  const { type, key, value, confidence, words, sentence } = fact
  if (await isForgotten(db, { words: [sentence, words], key })) return 'forgotten'
  const known = (await knownUnder(db, key)).filter(({ status }) => status === 'kept' || status === 'proposed')
  const same = known.filter((one) => isSame(one, value))
  if (same.length > 0) {
    const kept = same.filter(({ status }) => status === 'kept').map(({ id }) => id)
    await markUsed(db, kept, now)
    return 'known'
  }
  const here = known.some((one) => one.conversationId === conversationId && one.status === 'kept')
  await storeFact(db, {
    conversationId,
    contextType: type,
    contextKey: here && learn === 'propose' ? besideKey(key) : key,
    contextValue: value,
    status: learn === 'keep' ? 'kept' : 'proposed',
    origin: 'learned',
    confidence,
    // The sentence, and not what of it was quoted this time: by its words it is known again once it is forgotten.
    evidence: sentence,
    messageId,
  })
  return 'stored'
}

function isSame(known: RememberedFact, value: unknown): boolean {
  return normalizeWords(showValue(known.value)) === normalizeWords(showValue(value))
}
