import type { Conversation } from '../../shared/conversation.ts'
import type { ConversationList } from './state.ts'

type Page = Pick<ConversationList, 'conversations' | 'hasMore'>

/** Newest first, as the database orders them. */
function compare(a: Conversation, b: Conversation): number {
  if (a.updatedAt !== b.updatedAt) return a.updatedAt < b.updatedAt ? 1 : -1
  return a.id < b.id ? 1 : -1
}

/** The list with a new or changed conversation in its place, unless that lies beyond what has been loaded. */
export function withConversation<List extends Page>(list: List, conversation: Conversation): List {
  const at = list.conversations.findIndex(({ id }) => id === conversation.id)
  const known = list.conversations[at]
  if (known?.updatedAt === conversation.updatedAt)
    return { ...list, conversations: list.conversations.with(at, conversation) }
  const others = at < 0 ? list.conversations : list.conversations.toSpliced(at, 1)
  const before = others.findIndex((other) => compare(conversation, other) < 0)
  if (before < 0 && list.hasMore) return at < 0 ? list : { ...list, conversations: others }
  return { ...list, conversations: others.toSpliced(before < 0 ? others.length : before, 0, conversation) }
}

export function withoutConversation<List extends Page>(list: List, id: string): List {
  const conversations = list.conversations.filter((conversation) => conversation.id !== id)
  return conversations.length === list.conversations.length ? list : { ...list, conversations }
}

/** What was heard of conversations while a page was on its way: saved as this, or removed (null). */
export type Heard = ReadonlyMap<string, Conversation | null>

/** A list with one more page, in which newer news is not undone by older. */
export function withPage(list: readonly Conversation[], page: Page, heard: Heard): Page {
  const seen = new Set(list.map(({ id }) => id))
  let all: Page = {
    conversations: [...list, ...page.conversations.filter(({ id }) => !seen.has(id))],
    hasMore: page.hasMore,
  }
  for (const [id, conversation] of heard)
    all = conversation ? withConversation(all, conversation) : withoutConversation(all, id)
  return all
}
