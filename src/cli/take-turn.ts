import type { Assistant } from '../core/assistant.ts'
import type { StartTurn } from '../core/start-turn.ts'
import type { StartedTurn } from '../shared/contract.ts'
import type { ErrorReport } from '../shared/errors.ts'
import type { HearthEvent } from '../shared/events.ts'
import type { TurnEnd } from '../shared/turn.ts'
import { viewAnswer } from './answer-view.ts'
import type { Session } from './session.ts'

export interface TurnOptions {
  /** Stops the turn; what came is kept. */
  readonly signal: AbortSignal
  /** Show what the model thinks, on stderr. */
  readonly thinking: boolean
}

export interface TakenTurn {
  readonly started: StartedTurn
  readonly end: TurnEnd
  /** Complete and on disk. */
  readonly whole: boolean
}

/**
 * One turn from the message to the end of its answer, which is shown as it comes, and what has to be said about that
 * end. Throws what `startTurn` throws; a failing model is told by `end`.
 */
export async function takeTurn(
  assistant: Assistant,
  input: StartTurn,
  session: Session,
  { signal, thinking }: TurnOptions,
): Promise<TakenTurn> {
  const view = viewAnswer(session, thinking)
  let trouble: ErrorReport | null = null
  const listen = (event: HearthEvent): void => {
    if (event.type === 'store.trouble') {
      trouble = event.error
      if (trouble) session.output.note(trouble.message)
    }
    if (event.type === 'turn.delta' && event.turnId === input.turnId) view.add(event)
  }
  const stop = (): void => void assistant.stopTurn(input.turnId)

  const stopListening = assistant.onEvent(listen)
  signal.addEventListener('abort', stop)
  try {
    const { ended, ...started } = await assistant.startTurn(input)
    // A stop that came before the turn was known has met nothing.
    if (signal.aborted) stop()
    const end = await ended
    view.end(end)
    return { started, end, whole: end.answer.metadata?.status === 'complete' && trouble === null }
  } finally {
    signal.removeEventListener('abort', stop)
    stopListening()
    view.close()
  }
}
