import type { LaterMessages } from '../shared/contract.ts'
import type { Conversation } from '../shared/conversation.ts'
import type { Message } from '../shared/message.ts'
import type { Conversations } from './conversations.ts'
import type { Database, OpenDatabase } from './database/database.ts'
import * as queries from './database/queries/conversations.ts'
import { findMessage, listAfter, listMessages } from './database/queries/messages.ts'
import { conversationGone, messageGone } from './gone.ts'
import type { Runs } from './orchestrator/runs.ts'
import type { Turns } from './orchestrator/turns.ts'

const pageSize = { conversations: 100, messages: 60 }

interface PagesOptions extends Pick<OpenDatabase, 'until'> {
  readonly turns: Pick<Turns, 'running' | 'hidden' | 'unsaved'>
  readonly runs: Pick<Runs, 'running'>
}

/** Conversations and their messages, a stretch at a time, as they are shown. */
export function createPages(
  db: Database,
  { turns, runs, until }: PagesOptions,
): Pick<Conversations, 'list' | 'open' | 'openAt' | 'earlier' | 'later'> {
  const reading = (signal: AbortSignal | undefined): Database => (signal ? until(signal) : db)

  async function page(from: Database, id: string, limit: number, before?: Message) {
    const found = await listMessages(from, id, { limit: limit + 1, before })
    const hasEarlier = found.length > limit
    return { messages: asTheyAre(id, found.slice(hasEarlier ? 1 : 0)), hasEarlier }
  }

  async function pageAfter(from: Database, after: Message, limit: number): Promise<LaterMessages> {
    const found = await listAfter(from, after, limit + 1)
    return {
      messages: asTheyAre(after.conversationId, found.slice(0, limit)),
      hasLater: found.length > limit,
    }
  }

  /** With the answers that the disk has refused so far. */
  function asTheyAre(id: string, found: readonly Message[]): Message[] {
    const newer = new Map(turns.unsaved(id).map(({ answer }) => [answer.id, answer]))
    return found.map((message) => newer.get(message.id) ?? message)
  }

  /** A stretch that reaches the end, as it is shown. */
  function settle(id: string, messages: readonly Message[]): Message[] {
    // The running answer is in the turn, newer than what is stored; what it takes the place of is not shown.
    // An answer of which the disk has taken nothing yet is shown all the same, instead of the one that it replaces.
    const unstored = turns
      .unsaved(id)
      .filter(({ answer }) => !messages.some(({ id: at }) => at === answer.id))
    const hidden = new Set([...turns.hidden(id), ...unstored.flatMap(({ insteadOf }) => insteadOf)])
    return [...messages, ...unstored.map(({ answer }) => answer)].filter((message) => !hidden.has(message.id))
  }

  async function messageOf(from: Database, id: string, messageId: string): Promise<Message> {
    const message = await findMessage(from, messageId)
    if (message?.conversationId === id) return message
    throw messageGone()
  }

  return {
    async list({ limit = pageSize.conversations, ...query }, signal) {
      const found = await queries.listConversations(reading(signal), { ...query, limit: limit + 1 })
      return { conversations: found.slice(0, limit), hasMore: found.length > limit }
    },
    async open(id, limit = pageSize.messages, signal) {
      const from = reading(signal)
      const [conversation, { messages, hasEarlier }] = await Promise.all([
        queries.findConversation(from, id),
        page(from, id, limit),
      ])
      return {
        conversation: known(conversation),
        messages: settle(id, messages),
        hasEarlier,
        hasLater: false,
        turn: turns.running(id),
        run: runs.running(id),
      }
    },
    async openAt(id, messageId, limit = pageSize.messages, signal) {
      const from = reading(signal)
      const conversation = known(await queries.findConversation(from, id))
      const at = await messageOf(from, id, messageId)
      const half = Math.ceil(limit / 2)
      const [before, after] = await Promise.all([page(from, id, half, at), pageAfter(from, at, half)])
      const messages = [...before.messages, ...asTheyAre(id, [at]), ...after.messages]
      return {
        conversation,
        messages: after.hasLater ? messages : settle(id, messages),
        hasEarlier: before.hasEarlier,
        hasLater: after.hasLater,
        turn: turns.running(id),
        run: runs.running(id),
      }
    },
    async earlier(id, beforeMessageId, limit = pageSize.messages) {
      return page(db, id, limit, await messageOf(db, id, beforeMessageId))
    },
    async later(id, afterMessageId, limit = pageSize.messages) {
      const { messages, hasLater } = await pageAfter(db, await messageOf(db, id, afterMessageId), limit)
      return { messages: hasLater ? messages : settle(id, messages), hasLater }
    },
  }
}

/** Throws `not_found` for none. */
export function known(conversation: Conversation | null): Conversation {
  if (!conversation) throw conversationGone()
  return conversation
}
