import type { Place } from '../../src/core/actions/place.ts'
import type { Named } from '../support/run-stage.ts'

/** Where a run is killed. */
export type Point =
  | 'approved'
  | 'run claimed'
  | `step ${string} about to begin`
  | `step ${string} ${'started' | 'output' | 'succeeded'}`
  | 'in step 2'
  | 'step 2 done, not written'
  | 'result written'
  | 'run told as ended'

export interface Killing {
  readonly dataFolder: string
  readonly root: string
  readonly granted: string
  readonly place: Omit<Place, 'clock' | 'newId' | 'log' | 'trash'>
  readonly point: Point
  readonly plan: readonly Named[]
}
