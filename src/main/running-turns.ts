import type { EventListener } from '../shared/events.ts'

export interface RunningTurns {
  readonly listener: EventListener
  /** Resolves when no turn runs any more; at once when none does. */
  idle(): Promise<void>
}

/** Knows from the assistant's events whether an answer is being written. */
export function trackTurns(): RunningTurns {
  const running = new Set<string>()
  let waiting: (() => void)[] = []
  return {
    listener: (event) => {
      if (event.type === 'turn.started') running.add(event.turn.id)
      if (event.type !== 'turn.ended') return
      running.delete(event.end.turnId)
      if (running.size > 0) return
      for (const resolve of waiting) resolve()
      waiting = []
    },
    async idle() {
      if (running.size > 0) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}
