import { and, asc, desc, eq, inArray, isNotNull, isNull, lte, type InferSelectModel } from 'drizzle-orm'
import type { Reminder } from '../../../shared/reminder.ts'
import { storableText } from '../../../shared/text.ts'
import type { Database } from '../database.ts'
import { reminder } from '../schema.ts'
import { theRow } from './rows.ts'

export interface NewReminder {
  readonly id: string
  /** Null where it was asked for outside of any. */
  readonly conversationId: string | null
  readonly text: string
  readonly dueAt: Date
  readonly now: Date
}

export async function addReminder(db: Database, { now, ...fields }: NewReminder): Promise<Reminder> {
  const rows = await db
    .insert(reminder)
    .values({ ...fields, text: storableText(fields.text), createdAt: now })
    .returning()
  return toReminder(theRow(rows))
}

/** Those that wait, the next first, then those that were told lately; at most so many of each. */
export async function listReminders(db: Database, limit: number): Promise<Reminder[]> {
  const waiting = await db
    .select()
    .from(reminder)
    .where(isNull(reminder.firedAt))
    .orderBy(asc(reminder.dueAt), asc(reminder.id))
    .limit(limit)
  const told = await db
    .select()
    .from(reminder)
    .where(isNotNull(reminder.firedAt))
    .orderBy(desc(reminder.firedAt), desc(reminder.id))
    .limit(limit)
  return [...waiting, ...told].map(toReminder)
}

/** When the next one is due; null when none waits. */
export async function nextDue(db: Database): Promise<Date | null> {
  const [row] = await db
    .select({ dueAt: reminder.dueAt })
    .from(reminder)
    .where(isNull(reminder.firedAt))
    .orderBy(asc(reminder.dueAt))
    .limit(1)
  return row?.dueAt ?? null
}

/**
 * Takes those that are due, for whoever tells them: in one statement, so that of several apps each reminder has one. The
 * longest due first.
 */
export async function takeDue(db: Database, now: Date): Promise<Reminder[]> {
  const rows = await db
    .update(reminder)
    .set({ firedAt: now })
    .where(and(isNull(reminder.firedAt), lte(reminder.dueAt, now)))
    .returning()
  return rows.map(toReminder).toSorted((one, other) => one.dueAt.localeCompare(other.dueAt))
}

/** One that waits is gone for good. False when there is none. */
export async function removeReminder(db: Database, id: string): Promise<boolean> {
  const rows = await db
    .delete(reminder)
    .where(and(eq(reminder.id, id), isNull(reminder.firedAt)))
    .returning({ id: reminder.id })
  return rows.length > 0
}

/** Those that were asked for in these conversations and have been told. */
export async function toldIn(db: Database, conversationIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .select({ id: reminder.id })
    .from(reminder)
    .where(and(inArray(reminder.conversationId, [...conversationIds]), isNotNull(reminder.firedAt)))
  return rows.map(({ id }) => id)
}

/** Removes those of them whose conversation is gone. */
export async function forgetTold(db: Database, ids: readonly string[]): Promise<void> {
  await db.delete(reminder).where(and(inArray(reminder.id, [...ids]), isNull(reminder.conversationId)))
}

function toReminder({ id, text, dueAt, firedAt }: InferSelectModel<typeof reminder>): Reminder {
  return { id, text, dueAt: dueAt.toISOString(), firedAt: firedAt?.toISOString() ?? null }
}
