import type { ContextType, RememberedFact } from '../../shared/context.ts'
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

/** The key that one waits beside; any other as it is. */
export function plainKey(key: string): string {
  return key.endsWith(mark) ? key.slice(0, -mark.length) : key
}

/** All keys under which something may stand of what one key names. */
export function keysOf(key: string): readonly string[] {
  return [plainKey(key), besideKey(plainKey(key))]
}

/** Whether it waits beside an older one, whose place it takes with a yes. */
export function isNewer({ status, key }: Pick<RememberedFact, 'status' | 'key'>): boolean {
  return status === 'proposed' && key.endsWith(mark)
}

/**
 * Who says yes to one has its value, or what was made of it, take the place of the older, which goes to the history.
 * Returns the id of what is kept now; null where it is gone meanwhile.
 */
export async function keepNewer(
  tx: Database,
  fact: RememberedFact,
  { type = fact.type, value }: { readonly type?: ContextType | undefined; readonly value?: unknown },
): Promise<string | null> {
  const { conversationId, evidence, messageId } = fact
  if ((await removeFacts(tx, [fact.id])) === 0) return null
  const { origin, confidence } =
    value === undefined ? fact : ({ origin: 'edited', confidence: null } as const)
  const contextValue = value === undefined ? fact.value : value
  const given = { conversationId, contextType: type, contextKey: plainKey(fact.key), contextValue }
  const { id } = await storeFact(tx, { ...given, origin, confidence, evidence, messageId })
  return id
}

/** What is known under a key: also what waits beside it for a yes. */
export function knownUnder(db: Database, key: string): Promise<RememberedFact[]> {
  return shownUnder(db, keysOf(key))
}
