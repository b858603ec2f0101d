import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Memory } from './store.ts'

/** What actions work with and may touch. Handed in by whoever carries them out. */
export interface Place {
  /** Folders that the person has granted, as `checkGrant` returned them. */
  readonly granted: readonly string[]
  /** Hearth's own, which no action may touch. */
  readonly dataFolder: string
  /** Where old bytes are put aside, so that a step can be taken back. Inside the data folder; made when needed. */
  readonly undoFolder: string
  readonly home: string
  readonly platform: NodeJS.Platform
  readonly clock: Clock
  /** A new UUID. */
  readonly newId: () => string
  readonly log: Log
  /** The system's trash, or null where there is none: then what is deleted is put aside in the undo folder. */
  readonly trash: ((path: string) => Promise<void>) | null
  /** Cancels a reminder that waits; false when it does not any more. */
  readonly cancelReminder: (id: string) => Promise<boolean>
  /** Takes back what was remembered; false when it is not that any more. */
  readonly takeBackFact: Memory['takeBack']
}
