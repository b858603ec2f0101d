import type { Output } from './output.ts'
import type { Clock } from '../core/clock.ts'

export interface WaitNotice {
  /** Something came: the notice goes away and does not return. */
  end(): void
}

/** Seconds after which a wait is worth a word, and after which again where lines cannot be rewritten. */
const patience = 3
const milestones = [10, 30]

/** Says how long the model has kept us waiting: a line that counts on a terminal, a few lines elsewhere. */
export function startWaitNotice(
  output: Pick<Output, 'notesToTerminal' | 'note' | 'replaceLine'>,
  clock: Clock,
): WaitNotice {
  const startedAt = clock.monotonic()
  let shown = false
  let said = 0

  const tick = (): void => {
    const seconds = Math.round((clock.monotonic() - startedAt) / 1_000)
    const text = `waiting for the model, ${seconds} s`
    if (output.notesToTerminal) {
      if (seconds < patience) return
      shown = true
      output.replaceLine(text)
      return
    }
    const due = milestones[said] ?? (said - 1) * 60
    if (seconds < due) return
    said += 1
    output.note(text)
  }

  const timer = setInterval(tick, 1_000)
  return {
    end() {
      clearInterval(timer)
      if (shown) output.replaceLine('')
      shown = false
    },
  }
}
