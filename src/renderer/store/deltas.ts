import type { RunningTurn } from '../../shared/turn.ts'
import { withDelta, type Delta } from './chat-events.ts'
import type { Outside } from './room.ts'

/** Lets an answer grow once a frame, however fast its pieces come. */
export interface Deltas {
  add(delta: Delta): void
  /** Applies what waits, now. */
  flush(): void
  /** Forgets what waits. */
  clear(): void
}

export interface DeltasOptions {
  readonly frame: Outside['frame']
  readonly read: () => RunningTurn | null
  readonly write: (turn: RunningTurn) => void
  /** Something before a piece was missed. */
  readonly onGap: () => void
}

export function createDeltas({ frame, read, write, onGap }: DeltasOptions): Deltas {
  let waiting: Delta[] = []
  let cancel: (() => void) | null = null

  function clear(): void {
    cancel?.()
    cancel = null
    waiting = []
  }

  function flush(): void {
    const pieces = waiting
    clear()
    const turn = read()
    if (!turn) return
    let grown = turn
    for (const piece of pieces) {
      if (piece.turnId !== turn.id) continue
      const next = withDelta(grown, piece)
      if (next === 'gap') return onGap()
      grown = next
    }
    if (grown !== turn) write(grown)
  }

  return {
    add(delta) {
      waiting.push(delta)
      cancel ??= frame(flush)
    },
    flush,
    clear,
  }
}
