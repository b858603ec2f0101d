import type { RememberedFact } from '../../shared/context.ts'
import type { Database } from '../database/database.ts'
import { storeFact } from '../database/queries/context.ts'
import { removeFacts, shownUnder } from '../database/queries/facts.ts'

/**
 * A conversation has one fact under a key. A newer value that is only proposed must not take the place of what is kept, so
 * it stands beside it under a key that is no other's: `normalizeKey` gives none with signs in it.
 */
const mark = ' (new)'

export function besideKey(key: string): string {
  return `${key}${mark}`
}

/** Who says yes to one has its value take the place of the older, which goes to the history. Null where it is none. */
export async function keepNewer(db: Database, fact: RememberedFact): Promise<string | null> {
  if (fact.status !== 'proposed' || !fact.key.endsWith(mark)) return null
  const { conversationId, type, value, origin, confidence, evidence, messageId } = fact
  const contextKey = fact.key.slice(0, -mark.length)
  const given = { conversationId, contextType: type, contextKey, contextValue: value }
  return db.transaction(async (tx) => {
    await removeFacts(tx, [fact.id])
    const { id } = await storeFact(tx, { ...given, origin, confidence, evidence, messageId })
    return id
  })
}

/** What is known under a key: also what waits beside it for a yes. */
export function knownUnder(db: Database, key: string): Promise<RememberedFact[]> {
  return shownUnder(db, [key, besideKey(key)])
}
