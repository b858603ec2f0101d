/** Time and ids come from outside, so that tests can hold them still. */
export interface Clock {
  now(): Date
  /** Milliseconds that never run backwards. */
  monotonic(): number
}

export const systemClock: Clock = { now: () => new Date(), monotonic: () => performance.now() }
