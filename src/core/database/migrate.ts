import { getTableName, sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { migrate as applyMigrations } from 'drizzle-orm/pglite/migrator'
import type { PgliteDatabase } from 'drizzle-orm/pglite'
import { AppError } from '../../shared/errors.ts'
import { rowsOf, type Database } from './database.ts'
import type * as schema from './schema.ts'
import { conversation, conversationContext, message } from './schema.ts'

/**
 * Brings the database to this version's schema, in one transaction. A database that a newer Hearth has changed is left
 * alone: Drizzle would not notice. `beforeChange` comes before a schema that is there is changed. Throws `database_newer` or
 * `database_damaged`.
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
  if (applied.length > 0) await refuseLoss(db)
  if (applied.length >= known.size) return
  if (applied.length > 0) await beforeChange()
  // Drizzle has this function once for each driver; they differ in nothing but the type.
  await applyMigrations(db as PgliteDatabase<typeof schema>, { migrationsFolder })
}

/** The tables of the first migration, which every database has that was ever migrated. */
const oldest = [conversation, message, conversationContext]

/** A table that was made and is gone was dropped by somebody, or its entry in Postgres' own tables was lost. */
async function refuseLoss(db: Database): Promise<void> {
  for (const table of oldest) {
    const name = getTableName(table)
    const [found] = await rowsOf<{ there: boolean }>(
      db,
      sql`select to_regclass(${name}) is not null as there`,
    )
    if (found?.there) continue
    throw new AppError(
      'database_damaged',
      `The database has lost its table ${name}. Nothing was changed. Restore a snapshot or a backup of it.`,
    )
  }
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
