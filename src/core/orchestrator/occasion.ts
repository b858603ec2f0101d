import type { EndedRun } from './runs.ts'

/** What a turn answers. */
export interface Occasion {
  /** A message of the person's, the last that was said. */
  readonly message: boolean
  /** Runs that have ended, in order, from whose results it goes on. */
  readonly runs: readonly EndedRun[]
  /** A plan was declined, and this is wanted instead. */
  readonly instead: 'explain' | 'otherWay' | null
}

export const ofMessage: Occasion = { message: true, runs: [], instead: null }
