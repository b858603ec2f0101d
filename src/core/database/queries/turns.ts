import { eq, sql } from 'drizzle-orm'
import type { Conversation } from '../../../shared/conversation.ts'
import type { TextMessage } from '../../../shared/message.ts'
import { storableText } from '../../../shared/text.ts'
import type { Database } from '../database.ts'
import { conversation, message } from '../schema.ts'
import { atTheEnd, type NewMessage } from './messages.ts'
import { prepared } from './prepared.ts'
import { checkedMetadata, theRow, toConversation, toMessage } from './rows.ts'

export interface NewQuestion {
  readonly message: NewMessage<TextMessage>
  /** For a conversation that begins with it. */
  readonly title: string
  readonly numCtx: number
  /** The conversation that begins with it leaves nothing behind. */
  readonly temporary?: boolean | undefined
  /** Chosen for this message, and from now on; null leaves the conversation's. */
  readonly model: string | null
}

/**
 * Saves a message and, when it is the first, its conversation; else the conversation moves to the top of the list, its
 * draft is spent, and a deleted one is back. One statement, all or nothing: everything the person waits for is in it.
 */
export async function saveMessage(
  db: Database,
  question: NewQuestion,
): Promise<{ conversation: Conversation; message: TextMessage }> {
  const { now, ...fields } = question.message
  const { title, numCtx, model, temporary = false } = question
  const rows = await statement(db).execute({
    ...fields,
    content: storableText(fields.content),
    metadata: checkedMetadata(fields.messageType, fields.metadata),
    title: storableText(title),
    numCtx,
    temporary,
    model: model === null ? null : storableText(model),
    now,
    nowText: now.toISOString(),
  })
  const row = theRow(rows)
  return { conversation: toConversation(row.spoken), message: toMessage(row.said) as TextMessage }
}

const statement = prepared((db) => {
  const given = sql.placeholder
  const spoken = db.$with('spoken').as(
    db
      .insert(conversation)
      .values({
        id: given('conversationId'),
        title: given('title'),
        numCtx: given('numCtx'),
        temporary: given('temporary'),
        model: given('model'),
        createdAt: given('now'),
        updatedAt: given('now'),
      })
      .onConflictDoUpdate({
        target: conversation.id,
        set: {
          updatedAt: sql`greatest(${conversation.updatedAt}, excluded.updated_at)`,
          model: sql`coalesce(excluded.model, ${conversation.model})`,
          draft: '',
          deletedAt: null,
        },
      })
      .returning(),
  )
  const said = db.$with('said').as(
    db
      .insert(message)
      .values({
        id: given('id'),
        conversationId: given('conversationId'),
        role: given('role'),
        content: given('content'),
        messageType: given('messageType'),
        metadata: given('metadata'),
        createdAt: atTheEnd(given('conversationId'), given('nowText')),
      })
      .returning(),
  )
  // Without a name: one that a connection to a server remembers is no other connection's.
  return db
    .with(spoken, said)
    .select()
    .from(spoken)
    .innerJoin(said, eq(said.conversationId, spoken.id))
    .prepare('')
})
