import type { EventListener } from '../shared/events.ts'

export interface RunningWork {
  readonly listener: EventListener
  /** Resolves when no answer is written and no plan carried out any more; at once when nothing is. */
  idle(): Promise<void>
}

/** Milliseconds: between a run and the answer that goes on from it the model's server is asked whether it is there. */
const betweenMs = 2_000

/** Knows from the assistant's events whether an answer is being written or a plan carried out. */
export function trackWork(): RunningWork {
  const running = new Set<string>()
  let waiting: (() => void)[] = []
  let ending: NodeJS.Timeout | null = null

  function begin(id: string): void {
    if (ending) clearTimeout(ending)
    ending = null
    running.add(id)
  }

  function end(id: string): void {
    if (running.delete(id) && running.size === 0) ending = setTimeout(settle, betweenMs)
  }

  function settle(): void {
    ending = null
    for (const resolve of waiting) resolve()
    waiting = []
  }

  return {
    listener(event) {
      if (event.type === 'turn.started') begin(event.turn.id)
      else if (event.type === 'turn.ended') end(event.end.turnId)
      else if (event.type === 'run.ended') end(event.runId)
      else if (event.type === 'run.changed') {
        // One that is paused waits for a person, who has closed the window.
        if (event.run.state === 'paused') end(event.run.id)
        else begin(event.run.id)
      }
    },
    async idle() {
      if (running.size > 0 || ending) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}
