import { sql } from 'drizzle-orm'
import { rowsOf, type Database } from '../database.ts'
import type { KnownWords } from './fill.ts'
import type { FindMatches } from './match.ts'

/**
 * What a word was known from is gone: it stands somewhere else, or it goes too, since nothing shall tell of what was
 * forgotten. Resolves with how many were looked at.
 */
export async function findWitnesses(
  db: Database,
  find: FindMatches,
  known: KnownWords,
  limit: number,
): Promise<number> {
  return db.transaction(async (tx) => {
    const orphans = await rowsOf<{ word: string }>(
      tx,
      sql`select word from search.word where source is null limit ${limit} for update skip locked`,
    )
    for (const { word } of orphans) {
      const [holder] = await find(tx, [word], {}, 1)
      if (holder) {
        await tx.execute(sql`update search.word set source = ${holder.source} where word = ${word}`)
      } else {
        await tx.execute(sql`delete from search.word where word = ${word}`)
        known.delete(word)
      }
    }
    return orphans.length
  })
}
