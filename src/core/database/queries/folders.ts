import { and, asc, desc, eq } from 'drizzle-orm'
import type { GrantedFolder, Rule } from '../../../shared/folder.ts'
import type { Database } from '../database.ts'
import { folderGrant, rule } from '../schema.ts'
import { foreignKeyViolation, sqlState } from '../sql-state.ts'
import { theRow } from './rows.ts'

/** Folders granted on one computer, and the rules for them. `computer` names it together with its data folder. */

/** In the order in which they were granted. */
export async function listGrants(db: Database, computer: string): Promise<GrantedFolder[]> {
  const rows = await db
    .select()
    .from(folderGrant)
    .where(eq(folderGrant.computer, computer))
    .orderBy(asc(folderGrant.grantedAt), asc(folderGrant.id))
  return rows.map(({ path, grantedAt }) => ({ path, grantedAt: grantedAt.toISOString() }))
}

/** One that is granted already stays as it is. */
export async function addGrant(
  db: Database,
  grant: { readonly computer: string; readonly path: string; readonly now: Date },
): Promise<GrantedFolder> {
  const { computer, path, now } = grant
  const rows = await db
    .insert(folderGrant)
    .values({ computer, path, grantedAt: now })
    // Changes nothing, so that the row comes back.
    .onConflictDoUpdate({ target: [folderGrant.computer, folderGrant.path], set: { path } })
    .returning()
  const row = theRow(rows)
  return { path: row.path, grantedAt: row.grantedAt.toISOString() }
}

/** Its rules go with it. False when it was not granted. */
export async function removeGrant(db: Database, computer: string, path: string): Promise<boolean> {
  const rows = await db
    .delete(folderGrant)
    .where(and(eq(folderGrant.computer, computer), eq(folderGrant.path, path)))
    .returning({ id: folderGrant.id })
  return rows.length > 0
}

/** The newest first. */
export async function listRules(db: Database, computer: string): Promise<Rule[]> {
  const rows = await db
    .select({ id: rule.id, action: rule.action, folder: folderGrant.path, createdAt: rule.createdAt })
    .from(rule)
    .innerJoin(folderGrant, eq(rule.grantId, folderGrant.id))
    .where(eq(folderGrant.computer, computer))
    .orderBy(desc(rule.createdAt), desc(rule.id))
  return rows.map(({ id, action, folder, createdAt }) => {
    return { id, action, folder, createdAt: createdAt.toISOString() }
  })
}

/** Null when the folder is not granted (any more). A rule that is there already stays as it is. */
export async function addRule(
  db: Database,
  {
    computer,
    folder,
    action,
    now,
  }: { readonly computer: string; readonly folder: string; readonly action: string; readonly now: Date },
): Promise<Rule | null> {
  const [grant] = await db
    .select({ id: folderGrant.id })
    .from(folderGrant)
    .where(and(eq(folderGrant.computer, computer), eq(folderGrant.path, folder)))
  if (!grant) return null
  try {
    const rows = await db
      .insert(rule)
      .values({ grantId: grant.id, action, createdAt: now })
      .onConflictDoUpdate({ target: [rule.grantId, rule.action], set: { action } })
      .returning()
    const row = theRow(rows)
    return { id: row.id, action: row.action, folder, createdAt: row.createdAt.toISOString() }
  } catch (error) {
    // Taken back just now.
    if (sqlState(error) === foreignKeyViolation) return null
    throw error
  }
}

/** False when there is no such rule. */
export async function removeRule(db: Database, id: string): Promise<boolean> {
  const rows = await db.delete(rule).where(eq(rule.id, id)).returning({ id: rule.id })
  return rows.length > 0
}
