import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { migrate as applyMigrations } from 'drizzle-orm/pglite/migrator'
import type { PgliteDatabase } from 'drizzle-orm/pglite'
import { AppError } from '../../shared/errors.ts'
import { rowsOf, type Database } from './database.ts'
import type * as schema from './schema.ts'

/**
 * Brings the database to this version's schema, in one transaction. A database that a newer Hearth has changed is left
 * alone: Drizzle would not notice. `beforeChange` comes before a schema that is there is changed. Throws `database_newer`.
 */
export async function migrate(
  db: Database,
  migrationsFolder: string,
  beforeChange: () => Promise<unknown>,
): Promise<void> {
  const known = knownMigrations(migrationsFolder)
  const applied = await appliedMigrations(db)
  if (applied.some((hash) => !known.has(hash))) {
    throw new AppError(
      'database_newer',
      'This data was written by a newer version of Hearth. Nothing was changed. Update Hearth to open it.',
    )
  }
  if (applied.length >= known.size) return
  if (applied.length > 0) await beforeChange()
  // Drizzle has this function once for each driver; they differ in nothing but the type.
  await applyMigrations(db as PgliteDatabase<typeof schema>, { migrationsFolder })
}

/** The hashes of the migrations that this version knows. */
export function knownMigrations(migrationsFolder: string): ReadonlySet<string> {
  return new Set(readMigrationFiles({ migrationsFolder }).map((migration) => migration.hash))
}

async function appliedMigrations(db: Database): Promise<string[]> {
  const [found] = await rowsOf<{ there: boolean }>(
    db,
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`,
  )
  if (!found?.there) return []
  const rows = await rowsOf<{ hash: string }>(db, sql`select hash from drizzle.__drizzle_migrations`)
  return rows.map((row) => row.hash)
}
