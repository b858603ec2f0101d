import type {
  ConversationPage,
  DeletedConversation,
  LaterMessages,
  MessagePage,
  OpenConversation,
} from '../shared/contract.ts'
import type { Conversation } from '../shared/conversation.ts'
import { AppError } from '../shared/errors.ts'
import type { OpenDatabase } from './database/database.ts'
import * as queries from './database/queries/conversations.ts'
import { retrieveContext } from './database/queries/context.ts'
import { keysIn, settleKeys } from './database/queries/facts.ts'
import { conversationGone } from './gone.ts'
import type { ModelServer } from './ollama/model-server.ts'
import { createPages, known } from './conversation-pages.ts'
import type { Room } from './orchestrator/room.ts'
import type { Runs } from './orchestrator/runs.ts'
import type { Summaries } from './orchestrator/summarize.ts'
import type { Turns } from './orchestrator/turns.ts'
import { windowAfter } from './orchestrator/window-for.ts'
import type { RemoveForGood } from './remove-for-good.ts'
import { storableText } from '../shared/text.ts'

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
  /** Opens it at a message, with what stands around it. Throws `not_found`, also for one that was replaced. */
  openAt(id: string, messageId: string, limit?: number, signal?: AbortSignal): Promise<OpenConversation>
  earlier(id: string, beforeMessageId: string, limit?: number): Promise<MessagePage>
  later(id: string, afterMessageId: string, limit?: number): Promise<LaterMessages>
  rename(id: string, title: string): Promise<Conversation>
  /** Hides it and stops its turn. It is gone for good after a minute, or at once with `forGood`. */
  remove(id: string, options?: { forGood?: boolean }): Promise<DeletedConversation>
  restore(id: string): Promise<Conversation>
  setDraft(id: string, draft: string): Promise<void>
  setModel(id: string, model: string): Promise<Conversation>
  /** From the next answer on. Throws `invalid_input` for more than its model was made for, where that is known. */
  setWindow(id: string, numCtx: number): Promise<Conversation>
  /** Lets the model sum up the beginning. Throws `turn_running`, `cancelled`, and what asking a model throws. */
  summarize(id: string): Promise<Conversation>
  /** Stops that. One that is not under way is no error. */
  stopSummary(id: string): Promise<void>
}

interface ConversationsOptions {
  readonly turns: Turns
  readonly runs: Pick<Runs, 'running' | 'stop' | 'settled' | 'list'>
  readonly summaries: Pick<Summaries, 'make' | 'stop'>
}

/** What one does with conversations besides talking in them. */
export function createConversations(
  room: Room,
  { turns, runs, summaries }: ConversationsOptions,
  { until, removeForGood }: Pick<OpenDatabase, 'until'> & { readonly removeForGood: RemoveForGood },
): Conversations & { purge(): Promise<void> } {
  const { db, clock, events } = room
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
    ...createPages(db, { turns, runs, until }),
    async setWindow(id, numCtx) {
      const { model } = known(await queries.findConversation(db, id))
      const longest = model === null ? null : await lengthOf(room.server, model)
      if (longest !== null && numCtx > longest) {
        const most = longest.toLocaleString('en')
        throw new AppError('invalid_input', `${model} was made for ${most} tokens. Choose no larger window.`)
      }
      return change(id, { numCtx })
    },
    async summarize(id) {
      const conversation = known(await queries.findConversation(db, id))
      if (turns.running(id) || runs.running(id))
        throw new AppError('turn_running', 'An answer is still being written here. Wait for its end.')
      const summed = await summaries.make(conversation)
      events.emit({ type: 'conversation.saved', conversation: summed })
      return summed
    },
    stopSummary: async (id) => summaries.stop(id),
    rename: (id, title) => change(id, { title: storableText(title), titledBy: 'person' }),
    async setModel(id, wanted) {
      const model = storableText(wanted)
      const conversation = known(await queries.findConversation(db, id))
      return change(id, { model, numCtx: windowAfter(room, conversation, model) })
    },
    async setDraft(id, draft) {
      known(await queries.changeConversation(db, id, { draft: storableText(draft) }))
    },
    async remove(id, { forGood = false } = {}) {
      const contexts = (await retrieveContext(db, id)).length
      const undoable = (await runs.list({ conversationId: id })).some(({ canUndo }) => canUndo)
      const gone = forGood || (await queries.findConversation(db, id))?.temporary === true
      // Hidden first: whoever brings it back while its turn ends has it back.
      const hidden = gone || (await queries.hideConversation(db, id, clock.now()))
      const run = runs.running(id)
      if (run) await runs.stop(run.id)
      // What it still writes down, and into files, is to go as well.
      if (run && gone) await runs.settled(run.id)
      await turns.end(id, 'stopped')
      room.history.forget(id)
      const found = gone ? await removeForGood([id], (tx) => queries.deleteConversation(tx, id)) : hidden
      if (!found) throw conversationGone()
      events.emit({ type: 'conversation.removed', id })
      if (!gone && contexts > 0) await settleMemory(id)
      return { contexts, undoable }
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

/** How long a context a model was made for, in tokens. Null where the server does not say, or is out of reach. */
async function lengthOf(server: Pick<ModelServer, 'models'>, name: string): Promise<number | null> {
  try {
    const models = await server.models()
    return models.find((model) => model.name === name)?.contextLength ?? null
  } catch (error) {
    // The next answer will tell; until then nothing speaks against it.
    if (error instanceof AppError) return null
    throw error
  }
}
