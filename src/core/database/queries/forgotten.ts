import { and, eq, inArray, or } from 'drizzle-orm'
import type { RememberedFact } from '../../../shared/context.ts'
import type { Database } from '../database.ts'
import { conversationContext, forgotten } from '../schema.ts'

/** What is not to be learned again. Only hashes: see memory/forgotten-hash.ts. */
export interface ForgottenHash {
  readonly kind: 'words' | 'key'
  readonly hash: string
}

export async function addForgotten(db: Database, hashes: readonly ForgottenHash[], now: Date): Promise<void> {
  for (let at = 0; at < hashes.length; at += atOnce)
    await db
      .insert(forgotten)
      .values(hashes.slice(at, at + atOnce).map(({ kind, hash }) => ({ kind, hash, createdAt: now })))
      .onConflictDoNothing()
}

/** Rows of a statement: Postgres takes so many parameters and no more. */
const atOnce = 10_000

/** Whether any of them is forgotten. */
export async function hasForgotten(db: Database, hashes: readonly ForgottenHash[]): Promise<boolean> {
  if (hashes.length === 0) return false
  const [row] = await db.select({ id: forgotten.id }).from(forgotten).where(isOneOf(hashes)).limit(1)
  return row !== undefined
}

/** Those of them that are forgotten. */
export async function forgottenOf(db: Database, hashes: readonly ForgottenHash[]): Promise<ForgottenHash[]> {
  if (hashes.length === 0) return []
  return db.select({ kind: forgotten.kind, hash: forgotten.hash }).from(forgotten).where(isOneOf(hashes))
}

/** A person says it anew: then it may be learned again. */
export async function removeForgotten(db: Database, hashes: readonly ForgottenHash[]): Promise<void> {
  if (hashes.length > 0) await db.delete(forgotten).where(isOneOf(hashes))
}

function isOneOf(hashes: readonly ForgottenHash[]) {
  const ofKind = (kind: ForgottenHash['kind']): string[] =>
    hashes.filter((one) => one.kind === kind).map(({ hash }) => hash)
  return or(
    ...(['words', 'key'] as const).map((kind) =>
      and(eq(forgotten.kind, kind), inArray(forgotten.hash, ofKind(kind))),
    ),
  )
}

/** Keeps everybody else from changing facts until the transaction ends. Those that are still there. */
export async function holdFacts(
  tx: Database,
  ids: readonly string[],
): Promise<Pick<RememberedFact, 'id' | 'updatedAt'>[]> {
  const rows = await tx
    .select({ id: conversationContext.id, updatedAt: conversationContext.updatedAt })
    .from(conversationContext)
    .where(inArray(conversationContext.id, [...ids]))
    // In one order, so that two who hold some never wait for each other.
    .orderBy(conversationContext.id)
    .for('update')
  return rows.map(({ id, updatedAt }) => ({ id, updatedAt: updatedAt.toISOString() }))
}
