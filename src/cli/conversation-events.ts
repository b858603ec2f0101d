import type { Assistant } from '../core/assistant.ts'
import { subjectOf } from '../shared/event-subject.ts'
import type { HearthEvent } from '../shared/events.ts'
import type { Message } from '../shared/message.ts'

/** What is told of one conversation, kept until somebody asks: a run may begin before one knows of it. */
export interface ConversationEvents {
  /**
   * The next event for which `take` says true; those that it passes over are kept for others. Null when the signal
   * aborts, or when `within` milliseconds have passed without one.
   */
  next(
    take: (event: HearthEvent) => boolean,
    options: { readonly signal: AbortSignal; readonly within?: number },
  ): Promise<HearthEvent | null>
  /** The messages that were told of, as they are now, the oldest first. */
  messages(): readonly Message[]
  /** One that is known by another way. */
  keep(message: Message): void
  close(): void
}

/** Listens from now on. What a turn that somebody else shows tells of itself (`ownTurn`) is left to them. */
export function followConversation(
  assistant: Assistant,
  conversationId: string,
  ownTurn: string | null,
): ConversationEvents {
  const kept: HearthEvent[] = []
  const messages = new Map<string, Message>()
  let wake = (): void => {}
  const stopListening = assistant.onEvent((event) => {
    // The output of a run names no conversation; whoever follows a run knows which is theirs.
    if (event.type !== 'run.output' && subjectOf(event) !== conversationId) return
    if (event.type === 'message.saved') messages.set(event.message.id, event.message)
    if (event.type === 'turn.ended') messages.set(event.end.answer.id, event.end.answer)
    if (ownTurn !== null && turnOf(event) === ownTurn) return
    kept.push(event)
    wake()
  })

  return {
    async next(take, { signal, within }) {
      const deadline = within === undefined ? null : AbortSignal.timeout(within)
      const either = deadline === null ? signal : AbortSignal.any([signal, deadline])
      for (;;) {
        const at = kept.findIndex(take)
        if (at !== -1) return kept.splice(at, 1)[0] ?? null
        if (either.aborted) return null
        const { promise, resolve } = Promise.withResolvers<void>()
        wake = resolve
        const giveUp = (): void => resolve()
        either.addEventListener('abort', giveUp, { once: true })
        await promise
        either.removeEventListener('abort', giveUp)
      }
    },
    messages: () => [...messages.values()].toSorted((one, other) => order(one.createdAt, other.createdAt)),
    keep: (message) => void messages.set(message.id, message),
    close: stopListening,
  }
}

function turnOf(event: HearthEvent): string | null {
  if (event.type === 'turn.started') return event.turn.id
  if (event.type === 'turn.ended') return event.end.turnId
  return event.type === 'turn.delta' ? event.turnId : null
}

function order(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
