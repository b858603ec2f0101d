import type { RunningTurn } from '../../shared/turn.ts'
import { withDelta, type Delta } from './chat-events.ts'
import { perFrame, type PerFrame } from './per-frame.ts'
import type { Outside } from './room.ts'

export interface DeltasOptions {
  readonly frame: Outside['frame']
  readonly read: () => RunningTurn | null
  readonly write: (turn: RunningTurn) => void
  /** Something before a piece was missed. */
  readonly onGap: () => void
}

/** Lets an answer grow once a frame, however fast its pieces come. */
export function createDeltas({ frame, read, write, onGap }: DeltasOptions): PerFrame<Delta> {
  return perFrame(frame, (pieces) => {
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
  })
}
