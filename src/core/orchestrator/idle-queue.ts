import type { Log } from '../log.ts'

/** What the model does while nobody waits for an answer: one thing after the other. */
export interface IdleQueue {
  /** Does it when what was added before is over, if nobody has come by then. It never rejects; `name` is for the log. */
  add(name: string, job: (signal: AbortSignal) => Promise<void>): void
  /** Drops what is under way and what waits: somebody waits for an answer. */
  giveWay(): void
  close(): Promise<void>
}

export function createIdleQueue(log: Log): IdleQueue {
  let controller = new AbortController()
  let working: Promise<void> = Promise.resolve()

  return {
    add(name, job) {
      const { signal } = controller
      working = working
        .then(() => (signal.aborted ? undefined : job(signal)))
        .catch((error: unknown) => {
          if (!signal.aborted) log.warn(`${name}.failed`, { error })
        })
    },
    giveWay() {
      controller.abort()
      controller = new AbortController()
    },
    async close() {
      controller.abort()
      await working
    },
  }
}
