import type { HearthEvent } from '../shared/events.ts'
import type { TurnEnd } from '../shared/turn.ts'
import { viewAnswer } from './answer-view.ts'
import type { Following } from './follow-run.ts'

/** Milliseconds in which the turn of a model that goes on has begun, also where the computer is busy. */
const patience = 30_000

/** Shows what the model says next. Null when nobody asks it anything. */
export async function followTurn({
  assistant,
  session,
  events,
  signal,
  thinking,
}: Following): Promise<TurnEnd | null> {
  const begins = ({ type }: HearthEvent): boolean => type === 'turn.started'
  const begun = await events.next(begins, { signal, within: 0 })
  // Without a model server nobody goes on, and there is nothing to wait for.
  if (begun === null && (await assistant.status()).state !== 'running') return null
  const started = begun ?? (await events.next(begins, { signal, within: patience }))
  if (started?.type !== 'turn.started') return null
  const { turn } = started
  const view = viewAnswer(session, thinking)
  const stop = (): void => void assistant.stopTurn(turn.id)
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
