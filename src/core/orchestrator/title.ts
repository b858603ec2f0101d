import type { TurnEnd } from '../../shared/turn.ts'
import { changeUnlessNamed } from '../database/queries/conversations.ts'
import { firstMessages } from '../database/queries/messages.ts'
import { defaultNumCtx } from './prompt.ts'
import type { Room } from './room.ts'

const longest = 60

/** Titles by the model, in the background: the next turn, whosever it is, comes first. */
export interface Titles {
  /** After the first answer of a conversation that still has our first guess for a title. */
  consider(end: TurnEnd, conversation: { readonly titledBy: string; readonly numCtx: number | null }): void
  /** Stops what is under way: somebody waits for an answer. */
  giveWay(): void
  close(): Promise<void>
}

export function createTitles(room: Room): Titles {
  let controller = new AbortController()
  let working: Promise<void> = Promise.resolve()

  async function improve(
    { conversationId, answer }: TurnEnd,
    numCtx: number,
    signal: AbortSignal,
  ): Promise<void> {
    const [question, first, ...more] = await firstMessages(room.db, conversationId, 3)
    const model = answer.metadata?.model
    if (!question || first?.id !== answer.id || more.length > 0 || model === undefined) return
    let said = ''
    // The same window as the conversation's: another one would reload the model.
    const request = {
      model,
      numCtx,
      think: false,
      numPredict: 32,
      temperature: 0.2,
      messages: titlePrompt(question.content, answer.content),
    }
    for await (const part of room.server.chat(request, signal)) if (part.type === 'text') said += part.text
    const title = cleanTitle(said)
    if (title === null || signal.aborted) return
    const conversation = await changeUnlessNamed(room.db, conversationId, title)
    if (conversation) room.events.emit({ type: 'conversation.saved', conversation })
  }

  return {
    consider(end, { titledBy, numCtx }) {
      if (titledBy !== 'message' || end.answer.metadata?.status !== 'complete') return
      controller.abort()
      controller = new AbortController()
      const { signal } = controller
      working = improve(end, numCtx ?? defaultNumCtx, signal).catch((error: unknown) => {
        if (!signal.aborted) room.log.warn('title.failed', { error })
      })
    },
    giveWay: () => controller.abort(),
    async close() {
      controller.abort()
      await working
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
  const line = said
    .replace(/<think>[\s\S]*?(?:<\/think>|$)/, '')
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
