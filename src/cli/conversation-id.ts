import type { Assistant } from '../core/assistant.ts'
import type { Conversation } from '../shared/conversation.ts'
import { AppError } from '../shared/errors.ts'
import { oneLine } from './text.ts'
import { UsageError } from './usage-error.ts'

const shortest = 4
const beginning = /^[0-9a-f]{1,8}(-[0-9a-f]{0,4}){0,3}(-[0-9a-f]{0,12})?$/
const wholeLength = 36

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
  const start = given.trim().toLowerCase()
  if (start.length < shortest || !beginning.test(start)) {
    throw new UsageError(
      `${JSON.stringify(given)} is no id of a conversation: give the id, or at least its first ${shortest} characters.`,
    )
  }
  if (start.length === wholeLength) return (await assistant.conversations.open(start, 1)).conversation
  const found: Conversation[] = []
  for await (const conversation of everyConversation(assistant)) {
    if (conversation.id.startsWith(start)) found.push(conversation)
  }
  const [only, ...others] = found
  if (!only) throw new AppError('not_found', `There is no conversation ${start}.`)
  if (others.length === 0) return only
  const lines = found.slice(0, 10).map(({ id, title }) => `  ${id}  ${oneLine(title)}`)
  throw new UsageError(`${start} begins the ids of ${found.length} conversations:\n${lines.join('\n')}`)
}
