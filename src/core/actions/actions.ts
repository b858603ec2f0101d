import type { Catalogue } from './catalogue.ts'
import type { Step } from './action.ts'
import type { Place } from './place.ts'

/** What can be done here, and where. */
export interface Actions {
  readonly catalogue: Catalogue
  /** What is granted now. Asked for anew before each step. */
  place(): Promise<Place>
  /** Whether a rule of the person's always allows this step, which only reads. */
  allows(step: Step): Promise<boolean>
}
