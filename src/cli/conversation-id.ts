import type { Assistant } from '../core/assistant.ts'
import type { Conversation } from '../shared/conversation.ts'
import { AppError } from '../shared/errors.ts'
import { checkStart, isWhole, onlyOne } from './id-start.ts'
import { oneLine } from './text.ts'

/** Every conversation, newest first, a page at a time. */
export async function* everyConversation(
  assistant: Assistant,
  search?: string,
): AsyncGenerator<Conversation> {
  let before: { updatedAt: string; id: string } | undefined
  for (;;) {
    const page = await assistant.conversations.list({ search, before, limit: 500 })
    yield* page.conversations
    const last = page.conversations.at(-1)
    if (!page.hasMore || !last) return
    before = { updatedAt: last.updatedAt, id: last.id }
  }
}

/** The conversation with this id, or the only one whose id begins so. Throws `not_found` or a UsageError. */
export async function findConversation(assistant: Assistant, given: string): Promise<Conversation> {
  const start = checkStart(given, 'a conversation')
  if (isWhole(start)) return (await assistant.conversations.open(start, 1)).conversation
  const found: Conversation[] = []
  for await (const conversation of everyConversation(assistant)) {
    if (conversation.id.startsWith(start)) found.push(conversation)
  }
  return onlyOne(found, start, {
    none: new AppError('not_found', `There is no conversation ${start}.`),
    many: 'conversations',
    title: ({ title }) => oneLine(title),
  })
}
