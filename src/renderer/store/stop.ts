import { reportError } from '../../shared/errors.ts'
import type { HearthEvent } from '../../shared/events.ts'
import type { Room } from './room.ts'

/** Stops the answer of the open chat, also one that main does not know of yet. */
export interface Stop {
  now(): void
  hear(event: HearthEvent): void
}

export function createStop({ ask, get, notify, t }: Room): Stop {
  /** Turns that were stopped before they had begun. */
  const early = new Set<string>()

  function stop(turnId: string): void {
    ask('turn.stop', { turnId }).catch((error: unknown) => {
      notify({ kind: 'error', title: t('notices:turns.notStopped'), text: reportError(error).message })
    })
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
