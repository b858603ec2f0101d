/** Requests of which only the newest matters: one that comes aborts the one before it in the same lane. */
export interface Lanes {
  /** `lane` null is a lane of its own. */
  run<T>(lane: string | null, work: (signal: AbortSignal) => Promise<T>): Promise<T>
}

export function createLanes(): Lanes {
  const latest = new Map<string, AbortController>()
  return {
    async run(lane, work) {
      const controller = new AbortController()
      if (lane === null) return work(controller.signal)
      latest.get(lane)?.abort()
      latest.set(lane, controller)
      try {
        return await work(controller.signal)
      } finally {
        if (latest.get(lane) === controller) latest.delete(lane)
      }
    },
  }
}
