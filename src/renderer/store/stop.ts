import type { HearthEvent } from '../../shared/events.ts'
import { attempt, type Room } from './room.ts'

/** Stops the answer of the open chat, also one that main does not know of yet. */
export interface Stop {
  now(): void
  hear(event: HearthEvent): void
}

export function createStop(room: Room): Stop {
  const { ask, get, t } = room
  /** Turns that were stopped before they had begun. */
  const early = new Set<string>()

  function stop(turnId: string): void {
    void attempt(room, t('notices:turns.notStopped'), () => ask('turn.stop', { turnId }))
  }

  return {
    now() {
      const { turn, starting } = get().chat
      const turnId = turn?.id ?? starting
      if (turnId === null) return
      if (!turn) early.add(turnId)
      stop(turnId)
    },
    hear(event) {
      // Main may have had nothing to stop when it was told: it is told again.
      if (event.type === 'turn.started' && early.delete(event.turn.id)) stop(event.turn.id)
    },
  }
}
