import { sql, type InferSelectModel } from 'drizzle-orm'
import { AppError } from '../../../shared/errors.ts'
import type { Conversation } from '../../../shared/conversation.ts'
import { storableJson } from '../../../shared/text.ts'
import { messageTypes, metadataSchemas, type Message, type MessageType } from '../../../shared/message.ts'
import { conversation, message } from '../schema.ts'
import { foreignKeyViolation, sqlState } from '../sql-state.ts'

/** From a row to what the rest of the program knows: dates become ISO strings, which cross between processes as they are. */
export function toConversation(row: InferSelectModel<typeof conversation>): Conversation {
  const { deletedAt: _, ...rest } = row
  return { ...rest, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() }
}

export function toMessage(row: InferSelectModel<typeof message>): Message {
  const { supersededAt: _, ...rest } = row
  // The metadata was checked against its type when it was written.
  return { ...rest, createdAt: row.createdAt.toISOString() } as Message
}

/** Of a message whose conversation is not deleted. */
export const inKept = sql`exists (select from ${conversation} kept where kept.id = ${message.conversationId} and kept.deleted_at is null)`

/**
 * Metadata that fits the type of its message, and that Postgres can hold. Throws `invalid_input` naming the field, also
 * for a type that does not exist.
 */
export function checkedMetadata(messageType: MessageType, metadata: Message['metadata']): unknown {
  if (!Object.hasOwn(metadataSchemas, messageType)) {
    const known = messageTypes.join(', ')
    throw new AppError('invalid_input', `messageType: ${JSON.stringify(messageType)} is none of ${known}.`)
  }
  if (metadata === null) return null
  const result = metadataSchemas[messageType].safeParse(metadata)
  if (result.success) return storableJson(result.data)
  const [issue] = result.error.issues
  const field = ['metadata', ...(issue?.path ?? [])].join('.')
  throw new AppError('invalid_input', `${field} of a message of type ${messageType}: ${issue?.message}`, {
    cause: result.error,
  })
}

/** Runs a statement that adds to a conversation. Throws `not_found` naming the field when that is not there. */
export async function inExisting<T>(conversationId: string, statement: () => PromiseLike<T>): Promise<T> {
  try {
    return await statement()
  } catch (error) {
    if (sqlState(error) !== foreignKeyViolation) throw error
    throw new AppError('not_found', `conversationId: there is no conversation ${conversationId}.`, {
      cause: error,
    })
  }
}

/** The row that a statement with RETURNING must have given. */
export function theRow<T>(rows: readonly T[]): T {
  const [row] = rows
  if (row === undefined) throw new Error('The statement returned no row.')
  return row
}
