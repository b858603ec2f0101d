/** Twice a second at most. Milliseconds. */
const pause = 500
const pauseAfterFailure = 2_000

export interface PacedWrites {
  /** Something changed: it is written soon, and never while another write is under way. */
  changed(): void
  /** Writes no more, and resolves when nothing is under way. */
  stop(): Promise<void>
}

/** Writes what changes often, but not as often as it changes. `write` says whether it was done; else it is tried again. */
export function paceWrites(write: () => Promise<boolean>): PacedWrites {
  let dirty = false
  let stopped = false
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<boolean> | null = null

  function schedule(wait: number): void {
    if (timer || writing || stopped || !dirty) return
    timer = setTimeout(() => {
      timer = null
      dirty = false
      writing = write()
      writing.then(after, () => after(true))
    }, wait)
    timer.unref()
  }

  /** A bug would only repeat itself: whoever stops it hears of it. */
  function after(done: boolean): void {
    if (stopped) return
    writing = null
    dirty ||= !done
    schedule(done ? pause : pauseAfterFailure)
  }

  return {
    changed() {
      dirty = true
      schedule(pause)
    },
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      await writing
    },
  }
}
