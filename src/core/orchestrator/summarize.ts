import type { Conversation } from '../../shared/conversation.ts'
import { AppError } from '../../shared/errors.ts'
import { changeConversation, findConversation, holdConversation } from '../database/queries/conversations.ts'
import { findMessage } from '../database/queries/messages.ts'
import { storableText } from '../../shared/text.ts'
import type { ChatMessage } from '../ollama/model-server.ts'
import { withoutThinking } from '../without-thinking.ts'
import { saidSince, type Said } from './history.ts'
import { createDataMarker } from './plan/data-block.ts'
import { cutTo, estimateTokens, fitting, roomFor } from './prompt.ts'
import type { Room } from './room.ts'
import { summaryOf, type Summary } from './summary.ts'

/** Beginnings of conversations, summed up by their model: that then stands in the prompt in their place. */
export interface Summaries {
  /**
   * Returns the conversation with it. Throws `invalid_input` when there is nothing to sum up, `turn_running` while it is done
   * already, `cancelled` when it was stopped, or something was said or changed meanwhile, and what asking a model throws.
   */
  make(conversation: Conversation): Promise<Conversation>
  stop(conversationId: string): void
  close(): Promise<void>
}

export function createSummaries(room: Room): Summaries {
  const running = new Map<string, AbortController>()
  const working = new Set<Promise<unknown>>()
  // Whoever asks comes first, and what is taken back must not be summed up.
  const stopListening = room.events.listen((event) => {
    if (event.type === 'turn.started') running.get(event.turn.conversationId)?.abort()
    if (event.type === 'conversation.removed') running.get(event.id)?.abort()
  })

  async function make(conversation: Conversation) {
    const { id } = conversation
    if (running.has(id))
      throw new AppError('turn_running', 'The beginning is being summed up already. Wait for it.')
    const controller = new AbortController()
    running.set(id, controller)
    const { signal } = controller
    const work = sumUp(room, conversation, signal).then((summary) =>
      keep(room, conversation, summary, signal),
    )
    working.add(work)
    try {
      return await work
    } finally {
      running.delete(id)
      working.delete(work)
    }
  }

  return {
    make,
    stop: (id) => running.get(id)?.abort(),
    async close() {
      stopListening()
      for (const controller of running.values()) controller.abort()
      await Promise.allSettled(working)
    },
  }
}

async function sumUp(room: Room, conversation: Conversation, signal: AbortSignal): Promise<Summary> {
  const { id, model, numCtx } = conversation
  if (model === null) throw new AppError('model_none', 'Choose a model for this conversation first.')
  let summary = summaryOf(conversation)
  // Not only what is kept in mind for the next answer: what is further back would be told of nowhere.
  const said = await saidSince(room.db, id, summary?.until ?? null)
  const parts = inParts(beginning(said, numCtx), numCtx)
  for (const { text, until } of parts) {
    const messages = promptFor(room, summary, text)
    summary = { text: await ask(room, { model, numCtx, messages }, signal), until }
  }
  if (parts.length > 0 && summary) return summary
  throw new AppError('invalid_input', 'There is nothing to sum up yet: all of it fits into the window.')
}

/** Stores it, unless what it tells of was taken back meanwhile, here or in another app, or summed up by that. */
async function keep(
  { db }: Pick<Room, 'db'>,
  before: Conversation,
  { text, until }: Summary,
  signal: AbortSignal,
): Promise<Conversation> {
  return db.transaction(async (tx) => {
    await holdConversation(tx, before.id)
    const now = await findConversation(tx, before.id)
    const stands = now?.summaryUntil === before.summaryUntil && (await findMessage(tx, until)) !== null
    const kept =
      stands && !signal.aborted
        ? await changeConversation(tx, before.id, { summary: text, summaryUntil: until })
        : null
    if (kept) return kept
    throw new AppError('cancelled', 'The conversation was changed meanwhile. Sum it up again.')
  })
}

/** All but what was said last: that is kept word for word, as far as a third of the window holds it. */
function beginning(said: readonly Said[], numCtx: number): readonly Said[] {
  const spoken = said.filter(({ content, role }) => content !== '' && role !== 'system')
  return spoken.slice(0, spoken.length - fitting(spoken, Math.floor(numCtx / 3)).length)
}

/** What one call can read, and the last message of each. Long messages lose their ends. */
function inParts(said: readonly Said[], numCtx: number): { text: string; until: string }[] {
  const space = Math.max(300, roomFor(numCtx) - lengthOf(numCtx) - 200)
  const parts: { text: string; until: string; tokens: number }[] = []
  for (const { id, role, content } of said) {
    const text = `${role === 'user' ? 'Person' : 'Hearth'}: ${cutTo(content, Math.floor(space / 4))}`
    const tokens = estimateTokens(text)
    const last = parts.at(-1)
    if (last && last.tokens + tokens <= space) {
      last.text += `\n\n${text}`
      last.until = id
      last.tokens += tokens
    } else parts.push({ text, until: id, tokens })
  }
  return parts
}

/** Longest summary, in tokens. */
function lengthOf(numCtx: number): number {
  return Math.min(1_024, Math.floor(numCtx / 8))
}

function promptFor({ newId }: Pick<Room, 'newId'>, before: Summary | null, text: string): ChatMessage[] {
  const marker = createDataMarker(newId)
  const parts = [
    before && `What came before, summed up:\n${marker.mark(before.text)}`,
    `The conversation:\n${marker.mark(text)}`,
  ].filter((part) => part !== null)
  const task = [
    'Sum up the conversation between a person and their assistant Hearth, in its language, so that the assistant can go on from the summary alone.',
    'Keep what was decided, asked for and left open, and every name, number, date, path and word that matters. Leave out greetings and what was taken back.',
    before ? 'Fold in what came before.' : '',
    'Write short sentences, without a heading or a word about the summary itself.',
  ]
  return [
    { role: 'system', content: `${task.filter((line) => line !== '').join(' ')}\n\n${marker.note()}` },
    { role: 'user', content: parts.join('\n\n') },
  ]
}

interface Asking {
  readonly model: string
  readonly numCtx: number
  readonly messages: readonly ChatMessage[]
}

async function ask({ server }: Pick<Room, 'server'>, asking: Asking, signal: AbortSignal): Promise<string> {
  let said = ''
  // The same window as the conversation's: another one would reload the model.
  const request = { ...asking, think: false, numPredict: lengthOf(asking.numCtx), temperature: 0.2 }
  for await (const part of server.chat(request, signal)) if (part.type === 'text') said += part.text
  signal.throwIfAborted()
  const summary = storableText(withoutThinking(said).trim())
  if (summary !== '') return summary
  throw new AppError('answer_incomplete', 'The model gave no summary. Try again, or choose another model.')
}
