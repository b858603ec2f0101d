import type { HearthEvent } from '../shared/events.ts'
import type { TurnEnd } from '../shared/turn.ts'
import { viewAnswer } from './answer-view.ts'
import type { Following } from './follow-run.ts'

/** Milliseconds in which a model that goes on after a run begins to. */
const patience = 3_000

/** Shows what the model says next. Null when nobody asks it anything. */
export async function followTurn({
  assistant,
  session,
  events,
  signal,
  thinking,
}: Following): Promise<TurnEnd | null> {
  const started = await events.next(({ type }) => type === 'turn.started', {
    signal,
    within: patience,
  })
  if (started?.type !== 'turn.started') return null
  const { turn } = started
  const view = viewAnswer(session, thinking)
  const stop = (): void => void assistant.stopTurn(turn.id).catch(() => {})
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  try {
    const never = new AbortController().signal
    for (;;) {
      const event = await events.next((one) => isOfTurn(one, turn.id), { signal: never })
      if (event?.type === 'turn.delta') view.add(event)
      if (event?.type === 'turn.ended') {
        view.end(event.end)
        return event.end
      }
    }
  } finally {
    signal.removeEventListener('abort', stop)
    view.close()
  }
}

function isOfTurn(event: HearthEvent, turnId: string): boolean {
  if (event.type === 'turn.ended') return event.end.turnId === turnId
  return event.type === 'turn.delta' && event.turnId === turnId
}
