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
  /** The innermost granted folder that holds all that a step reads; null where it does more than that, or reads elsewhere. */
  folderOf(step: Step): Promise<string | null>
}
