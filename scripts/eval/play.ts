import { randomUUID } from 'node:crypto'
import type { Assistant } from '../../src/core/assistant.ts'
import type { EvalMessage } from './eval-message.ts'
import type { Named, WatchedServer } from './watched-server.ts'

/** What came of one message. Times in milliseconds. */
export interface Played {
  readonly message: EvalMessage
  /** Names of the actions of the plan that it ended in; null where there was no plan. */
  readonly planned: readonly string[] | null
  /** The plan says that it may take something away. */
  readonly warned: boolean
  /** It was a command, so no model was asked. */
  readonly byCommand: boolean
  /** What the model named, answer after answer. */
  readonly named: readonly Named[]
  /** Null where the model gave no text. */
  readonly firstTokenMs: number | null
  readonly totalMs: number
  /** Why there is no answer; null where there is one. */
  readonly problem: string | null
}

/** Sends one message in a conversation of its own and approves nothing. */
export async function play(
  assistant: Assistant,
  server: WatchedServer,
  message: EvalMessage,
  { model, signal }: { readonly model: string; readonly signal: AbortSignal },
): Promise<Played> {
  server.take()
  const turnId = randomUUID()
  const stop = (): void => void assistant.stopTurn(turnId)
  signal.addEventListener('abort', stop)
  try {
    const turn = await assistant.startTurn({
      turnId,
      conversationId: randomUUID(),
      text: message.text,
      model,
    })
    const { request, firstTokenMs, totalMs, error } = await turn.ended
    const plan = request?.metadata ?? null
    return {
      message,
      planned: plan?.actions.map(({ action }) => action) ?? null,
      warned: plan !== null && (plan.destructive || plan.actions.some(({ risk }) => risk === 'destructive')),
      byCommand: plan !== null && plan.model === undefined,
      named: server.take(),
      firstTokenMs,
      totalMs,
      problem: error?.message ?? null,
    }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
