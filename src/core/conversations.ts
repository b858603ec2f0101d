import type {
  ConversationPage,
  DeletedConversation,
  LaterMessages,
  MessagePage,
  OpenConversation,
} from '../shared/contract.ts'
import type { Conversation } from '../shared/conversation.ts'
import { AppError } from '../shared/errors.ts'
import type { Message } from '../shared/message.ts'
import type { Database, OpenDatabase } from './database/database.ts'
import * as queries from './database/queries/conversations.ts'
import { retrieveContext } from './database/queries/context.ts'
import { keysIn, settleKeys } from './database/queries/facts.ts'
import { findMessage, listMessages } from './database/queries/messages.ts'
import type { Room } from './orchestrator/room.ts'
import type { Runs } from './orchestrator/runs.ts'
import type { Turns } from './orchestrator/turns.ts'
import type { RemoveForGood } from './remove-for-good.ts'
import { storableText } from '../shared/text.ts'

const pageSize = { conversations: 100, messages: 60 }
/** How long a deleted conversation can be brought back, in milliseconds. */
const graceMs = 60_000

/** What one does with conversations besides talking in them. */
export interface Conversations {
  /** With a signal nobody waits for the reading once it aborts: then it throws `cancelled`. So does `open`. */
  list(
    query: {
      search?: string | undefined
      before?: { updatedAt: string; id: string } | undefined
      limit?: number | undefined
    },
    signal?: AbortSignal,
  ): Promise<ConversationPage>
  /** Throws `not_found`. */
  open(id: string, limit?: number, signal?: AbortSignal): Promise<OpenConversation>
  /** Opens it at a message, with what stands around it. Throws `not_found`. */
  openAt(id: string, messageId: string, limit?: number, signal?: AbortSignal): Promise<OpenConversation>
  earlier(id: string, beforeMessageId: string, limit?: number): Promise<MessagePage>
  later(id: string, afterMessageId: string, limit?: number): Promise<LaterMessages>
  rename(id: string, title: string): Promise<Conversation>
  /** Hides it and stops its turn. It is gone for good after a minute, or at once with `forGood`. */
  remove(id: string, options?: { forGood?: boolean }): Promise<DeletedConversation>
  restore(id: string): Promise<Conversation>
  setDraft(id: string, draft: string): Promise<void>
  setModel(id: string, model: string): Promise<Conversation>
  setWindow(id: string, numCtx: number): Promise<Conversation>
  summarize(id: string): Promise<Conversation>
}

/** What one does with conversations besides talking in them. */
export function createConversations(
  room: Room,
  { turns, runs }: { readonly turns: Turns; readonly runs: Pick<Runs, 'running' | 'stop'> },
  { until, removeForGood }: Pick<OpenDatabase, 'until'> & { readonly removeForGood: RemoveForGood },
): Conversations & { purge(): Promise<void> } {
  const { db, clock, events } = room
  const reading = (signal: AbortSignal | undefined): Database => (signal ? until(signal) : db)

  async function page(from: Database, id: string, limit: number, before?: Message) {
    const found = await listMessages(from, id, { limit: limit + 1, before })
    const hasEarlier = found.length > limit
    const newer = new Map(turns.unsaved(id).map(({ answer }) => [answer.id, answer]))
    const messages: Message[] = found
      .slice(hasEarlier ? 1 : 0)
      .map((message) => newer.get(message.id) ?? message)
    return { messages, hasEarlier }
  }

  async function change(id: string, fields: queries.ConversationChange): Promise<Conversation> {
    const conversation = known(await queries.changeConversation(db, id, fields))
    events.emit({ type: 'conversation.saved', conversation })
    return conversation
  }

  /** What it remembers comes and goes with it: what others have under the same keys counts again, or no more. */
  async function settleMemory(id: string): Promise<void> {
    const keys = await keysIn(db, [id])
    if (keys.length === 0) return
    await settleKeys(db, keys)
    events.emit({ type: 'memory.changed' })
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
      const turn = turns.running(id)
      // The running answer is in the turn, newer than what is stored; what it takes the place of is not shown.
      // An answer of which the disk has taken nothing yet is shown all the same, instead of the one that it replaces.
      const unstored = turns
        .unsaved(id)
        .filter(({ answer }) => !messages.some(({ id: at }) => at === answer.id))
      const hidden = new Set([...turns.hidden(id), ...unstored.flatMap(({ insteadOf }) => insteadOf)])
      const settled = [...messages, ...unstored.map(({ answer }) => answer)].filter(
        (message) => !hidden.has(message.id),
      )
      return {
        conversation: known(conversation),
        messages: settled,
        hasEarlier,
        hasLater: false,
        turn,
        run: runs.running(id),
      }
    },
    async earlier(id, beforeMessageId, limit = pageSize.messages) {
      const before = await findMessage(db, beforeMessageId)
      if (!before || before.conversationId !== id)
        throw new AppError('not_found', 'This message is gone or was replaced.')
      return page(db, id, limit, before)
    },
    openAt: notYet,
    later: notYet,
    setWindow: notYet,
    summarize: notYet,
    rename: (id, title) => change(id, { title: storableText(title), titledBy: 'person' }),
    setModel: (id, model) => change(id, { model: storableText(model) }),
    async setDraft(id, draft) {
      known(await queries.changeConversation(db, id, { draft: storableText(draft) }))
    },
    async remove(id, { forGood = false } = {}) {
      const contexts = (await retrieveContext(db, id)).length
      const gone = forGood || (await queries.findConversation(db, id))?.temporary === true
      // Hidden first: whoever brings it back while its turn ends has it back.
      const hidden = gone || (await queries.hideConversation(db, id, clock.now()))
      const run = runs.running(id)
      if (run) await runs.stop(run.id)
      await turns.end(id, 'stopped')
      room.history.forget(id)
      const found = gone ? await removeForGood([id], (tx) => queries.deleteConversation(tx, id)) : hidden
      if (!found) throw new AppError('not_found', 'This conversation is gone.')
      events.emit({ type: 'conversation.removed', id })
      if (!gone && contexts > 0) await settleMemory(id)
      return { contexts }
    },
    async restore(id) {
      const conversation = known(await queries.unhideConversation(db, id))
      events.emit({ type: 'conversation.saved', conversation })
      await settleMemory(id)
      return conversation
    },
    async purge() {
      const moment = new Date(clock.now().getTime() - graceMs)
      const ids = await queries.hiddenBefore(db, moment)
      if (ids.length > 0) await removeForGood(ids, (tx) => queries.purgeHidden(tx, moment))
    },
  }
}

function known(conversation: Conversation | null): Conversation {
  if (!conversation) throw new AppError('not_found', 'This conversation is gone.')
  return conversation
}

function notYet(): Promise<never> {
  return Promise.reject(new AppError('not_found', 'This is not there yet.'))
}
