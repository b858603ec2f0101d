import type { EventEmitter } from 'node:events'
import type { Clock } from '../core/clock.ts'
import { exitCodes, type Ending } from './ending.ts'

/**
 * One press of Ctrl-C can reach us twice: from the terminal, which tells the whole group, and from npm, which passes
 * on what it was told. Milliseconds within which the same signal counts once.
 */
const samePress = 250

export interface SignalOptions {
  readonly process: EventEmitter
  readonly ending: Ending
  readonly clock: Clock
  /** Ends the process at once: a second signal means it. */
  readonly giveUp: (code: number) => void
}

/** From the system's signals to the end of the command. */
export function watchSignals({ process, ending, clock, giveUp }: SignalOptions): void {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    let last = Number.NEGATIVE_INFINITY
    process.on(name, () => {
      const now = clock.monotonic()
      const again = now - last < samePress
      last = now
      if (again) return
      if (ending.signal.aborted) giveUp(exitCodes[name])
      else if (name === 'SIGINT') ending.interrupt()
      else ending.end(exitCodes[name])
    })
  }
}
