import type { EventListener } from '../shared/events.ts'
import type { Message } from '../shared/message.ts'

/** What Hearth is doing, in a word: the most urgent of it. */
export type TrayState =
  | { readonly kind: 'approval' }
  | { readonly kind: 'downloading'; readonly percent: number }
  | { readonly kind: 'answering' }
  | { readonly kind: 'ready' }

export interface WatchedState {
  readonly listener: EventListener
  /** How far a download has come, from 0 to 1; null when none is under way any more. */
  download(fraction: number | null): void
  current(): TrayState
}

/** Knows from the assistant's events what it is doing. */
export function watchState(): WatchedState {
  const turns = new Set<string>()
  const runs = new Set<string>()
  /** The conversation of each plan that waits. */
  const plans = new Map<string, string>()
  let downloaded: number | null = null

  function hearMessage({ id, conversationId, messageType, metadata }: Message): void {
    if (messageType !== 'agent_request') return
    if (metadata?.status === 'pending') plans.set(id, conversationId)
    else plans.delete(id)
  }

  function removePlansOf(conversationId: string): void {
    for (const [plan, conversation] of plans) if (conversation === conversationId) plans.delete(plan)
  }

  return {
    listener(event) {
      if (event.type === 'turn.started') turns.add(event.turn.id)
      else if (event.type === 'turn.ended') turns.delete(event.end.turnId)
      else if (event.type === 'run.changed') runs.add(event.run.id)
      else if (event.type === 'run.ended') runs.delete(event.runId)
      else if (event.type === 'message.saved') hearMessage(event.message)
      else if (event.type === 'messages.removed') for (const id of event.ids) plans.delete(id)
      else if (event.type === 'conversation.removed') removePlansOf(event.id)
    },
    download(fraction) {
      downloaded = fraction
    },
    current() {
      if (plans.size > 0) return { kind: 'approval' }
      if (downloaded !== null) return { kind: 'downloading', percent: Math.floor(downloaded * 100) }
      return { kind: turns.size + runs.size > 0 ? 'answering' : 'ready' }
    },
  }
}
