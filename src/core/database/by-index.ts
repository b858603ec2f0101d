import { sql } from 'drizzle-orm'
import type { Database } from './database.ts'

/**
 * For the rest of the transaction everything is looked up by an index: plans that were made while the tables were empty
 * would read all of them for each message that comes.
 */
export async function lookUpByIndex(tx: Database): Promise<void> {
  for (const name of ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin'])
    await tx.execute(sql.raw(`set local ${name} = off`))
  await tx.execute(sql`discard plans`)
}
