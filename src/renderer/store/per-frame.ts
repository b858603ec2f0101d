import type { Outside } from './room.ts'

/** Pieces that come fast, applied together once a frame. */
export interface PerFrame<Piece> {
  add(piece: Piece): void
  /** Applies what waits, now. */
  flush(): void
  /** Forgets what waits. */
  clear(): void
}

export function perFrame<Piece>(
  frame: Outside['frame'],
  apply: (pieces: readonly Piece[]) => void,
): PerFrame<Piece> {
  let waiting: Piece[] = []
  let cancel: (() => void) | null = null

  function clear(): void {
    cancel?.()
    cancel = null
    waiting = []
  }

  function flush(): void {
    const pieces = waiting
    clear()
    if (pieces.length > 0) apply(pieces)
  }

  return {
    add(piece) {
      waiting.push(piece)
      cancel ??= frame(flush)
    },
    flush,
    clear,
  }
}
