import type { Database } from '../database/database.ts'
import { settleKeys } from '../database/queries/facts.ts'
import { normalizeKey } from '../memory/key.ts'

/** Of what comes in and what was here under the same key, however it is written, only the newest counts. */
export interface KeySettling {
  /** A fact came in under this key. */
  came(key: string): void
  /** After all of them, in their transaction. */
  settle(tx: Database): Promise<void>
}

/** `held`: the keys that were here before. What came under others is as the document has it. */
export function createKeySettling(held: readonly string[]): KeySettling {
  const here = Map.groupBy(held, formOf)
  const forms = new Map<string, string>()

  return {
    came(key) {
      const form = formOf(key)
      const others = here.get(form)
      if (others) for (const one of [key, ...others]) forms.set(one, form)
    },
    settle: (tx) => settleKeys(tx, [...forms.keys()], forms),
  }
}

/** Of a key that has no words, itself. */
function formOf(key: string): string {
  return normalizeKey(key) || key
}
