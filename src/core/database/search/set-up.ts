import { sql } from 'drizzle-orm'
import { rowsOf, type Database } from '../database.ts'
import { layoutOf, makingOf, type EngineKind } from './layout.ts'

/**
 * Makes the index where it is missing or of another layout: empty, so that it takes no time; it is filled in the
 * background. On a server only ever by one app at a time. Resolves with whether it was made.
 */
export async function setUpSearch(db: Database, kind: EngineKind): Promise<boolean> {
  if ((await storedLayout(db)) === layoutOf(kind)) return false
  await makeSearch(db, kind)
  return true
}

/** Any number, the same for every Hearth: who holds this lock makes the index. */
const making = 4_728_423_902

/** Makes the index anew, whatever is there. */
export async function makeSearch(db: Database, kind: EngineKind): Promise<void> {
  await db.transaction(async (tx) => {
    // Two apps on a server may find it damaged at the same time.
    await tx.execute(sql`select pg_advisory_xact_lock(${making})`)
    for (const statement of makingOf(kind)) await tx.execute(sql.raw(statement))
  })
}

async function storedLayout(db: Database): Promise<string | null> {
  const [found] = await rowsOf<{ there: boolean }>(
    db,
    sql`select to_regclass('search.state') is not null as there`,
  )
  if (!found?.there) return null
  const [state] = await rowsOf<{ layout: string }>(db, sql`select layout from search.state`)
  return state?.layout ?? null
}
