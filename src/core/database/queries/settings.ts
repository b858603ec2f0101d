import { eq, sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { setting } from '../schema.ts'

/** What was chosen on one computer, by name. `computer` names it together with its data folder. */
export async function listSettings(db: Database, computer: string): Promise<ReadonlyMap<string, unknown>> {
  const rows = await db
    .select({ name: setting.name, value: setting.value })
    .from(setting)
    .where(eq(setting.computer, computer))
  return new Map(rows.map(({ name, value }) => [name, value]))
}

/** In the place of what was kept under that name. */
export async function saveSetting(
  db: Database,
  {
    computer,
    name,
    value,
    now,
  }: { readonly computer: string; readonly name: string; readonly value: unknown; readonly now: Date },
): Promise<void> {
  await db
    .insert(setting)
    .values({ computer, name, value, updatedAt: now })
    .onConflictDoUpdate({
      target: [setting.computer, setting.name],
      set: { value: sql`excluded.value`, updatedAt: sql`excluded.updated_at` },
    })
}
