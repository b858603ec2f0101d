import type { TurnEnd } from '../../shared/turn.ts'
import { changeUnlessNamed } from '../database/queries/conversations.ts'
import { firstMessages } from '../database/queries/messages.ts'
import { withoutThinking } from '../without-thinking.ts'
import type { IdleQueue } from './idle-queue.ts'
import type { Room } from './room.ts'

const longest = 60

/** Titles by the model, in the background. Whoever waits for an answer comes first: a title is tried again after it. */
export interface Titles {
  /** After an answer, in a conversation that still has our first guess for a title. */
  consider(end: TurnEnd, conversation: { readonly titledBy: string; readonly numCtx: number }): void
}

export function createTitles(room: Room, idle: IdleQueue): Titles {
  async function improve(
    { conversationId, answer }: TurnEnd,
    numCtx: number,
    signal: AbortSignal,
  ): Promise<void> {
    const model = answer.metadata?.model
    if (model === undefined) return
    const [question, first] = await firstMessages(room.db, conversationId, 2)
    if (!question || !first) return
    let said = ''
    const messages = titlePrompt(question.content, first.content)
    // The same window as the conversation's: another one would reload the model.
    const request = { model, numCtx, think: false, numPredict: 32, temperature: 0.2, messages }
    for await (const part of room.server.chat(request, signal)) if (part.type === 'text') said += part.text
    const title = cleanTitle(said)
    if (title === null || signal.aborted) return
    const conversation = await changeUnlessNamed(room.db, conversationId, title)
    if (conversation) room.events.emit({ type: 'conversation.saved', conversation })
  }

  return {
    consider(end, { titledBy, numCtx }) {
      if (titledBy !== 'message' || end.answer.metadata?.status !== 'complete') return
      idle.add('title', (signal) => improve(end, numCtx, signal))
    },
  }
}

function titlePrompt(question: string, answer: string) {
  const task =
    'Write a title of two to six words for this conversation, in its language. Only the title: no quotes, no full stop.'
  const talk = `User: ${question.slice(0, 2_000)}\n\nAssistant: ${answer.slice(0, 1_000)}`
  return [
    { role: 'system', content: task },
    { role: 'user', content: talk },
  ] as const
}

/** The title in what a model said, or null when there is none: small models chatter, quote, or think aloud. */
export function cleanTitle(said: string): string | null {
  const line = withoutThinking(said)
    .split('\n')
    .map((candidate) => candidate.trim())
    .find((candidate) => candidate !== '')
  const title = line
    ?.replace(/^(?:title|titel)\s*:\s*/i, '')
    .replaceAll(/[*_`#]+/g, '')
    .replaceAll(/^["'“”„«»‘’\s]+|["'“”„«»‘’.\s]+$/g, '')
    .replaceAll(/\s+/g, ' ')
  return title && title.length <= longest ? title : null
}
