import { and, desc, eq, ilike, isNull } from 'drizzle-orm'
import type { FoundMessage } from '../../../shared/message.ts'
import { storableText } from '../../../shared/text.ts'
import type { Database } from '../database.ts'
import { conversation, message } from '../schema.ts'

/** How far back a search looks: there is no index of words yet, so what it reads is bounded. */
const most = { conversations: 1_000, ofEach: 1_000, messages: 5_000 }

/**
 * Messages that hold a text, in any case, the newest first: of the conversations used last, no more than 5,000 messages
 * in all. Conversations come by the index of their times, and the messages of each by theirs, so that the table itself is
 * never read through.
 */
export async function searchMessages(db: Database, text: string, limit: number): Promise<FoundMessage[]> {
  const pattern = `%${storableText(text).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const lately = db
    .select({ id: conversation.id, title: conversation.title })
    .from(conversation)
    .where(isNull(conversation.deletedAt))
    .orderBy(desc(conversation.updatedAt), desc(conversation.id))
    .limit(most.conversations)
    .as('lately')
  const said = db
    .select({ role: message.role, content: message.content, createdAt: message.createdAt })
    .from(message)
    .where(
      and(
        eq(message.conversationId, lately.id),
        eq(message.messageType, 'text'),
        isNull(message.supersededAt),
      ),
    )
    .orderBy(desc(message.createdAt), desc(message.id))
    .limit(most.ofEach)
    .as('said')
  const newest = db
    .select({
      conversationId: lately.id,
      title: lately.title,
      role: said.role,
      content: said.content,
      createdAt: said.createdAt,
    })
    .from(lately)
    .crossJoinLateral(said)
    .limit(most.messages)
    .as('newest')
  return db
    .select()
    .from(newest)
    .where(ilike(newest.content, pattern))
    .orderBy(desc(newest.createdAt))
    .limit(limit)
}
