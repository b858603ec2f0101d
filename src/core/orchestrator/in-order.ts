import { AppError } from '../../shared/errors.ts'
import type { Database } from '../database/database.ts'
import { holdConversation } from '../database/queries/conversations.ts'
import type { Room } from './room.ts'

/**
 * Keeps other apps on the same database out of a conversation, until what is returned is called. Throws `turn_running`
 * while one of them is writing there.
 */
export async function claimConversation(
  { shared }: Pick<Room, 'shared'>,
  conversationId: string,
): Promise<() => Promise<void>> {
  if (!shared) return async () => {}
  const giveBack = await shared.claim(conversationId)
  if (giveBack) return giveBack
  throw new AppError('turn_running', 'Another Hearth is writing an answer here. Wait for its end.')
}

/**
 * Adds to a conversation. Where other apps may do so at the same moment, it is held meanwhile: each message comes after
 * all that were there before it. The embedded database does one thing after another anyway.
 */
export async function inOrder<T>(
  { db, shared }: Pick<Room, 'db' | 'shared'>,
  conversationId: string,
  add: (db: Database) => Promise<T>,
): Promise<T> {
  if (!shared) return add(db)
  return db.transaction(async (tx) => {
    await holdConversation(tx, conversationId)
    return add(tx)
  })
}
