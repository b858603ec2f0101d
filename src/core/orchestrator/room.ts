import type { Actions } from '../actions/actions.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import type { SharedStore } from '../database/shared-store.ts'
import type { EventHub } from '../event-hub.ts'
import type { Log } from '../log.ts'
import type { Recall } from '../memory/recall.ts'
import type { ModelOptions } from '../../shared/settings.ts'
import type { ModelServer } from '../ollama/model-server.ts'
import type { History } from './history.ts'

/** What the orchestrator works with. */
export interface Room {
  readonly db: Database
  /** The other apps on the same database, where there can be any. */
  readonly shared: SharedStore | null
  readonly history: History
  readonly server: ModelServer
  /** What a person chose for a model. */
  readonly optionsOf: (model: string) => ModelOptions
  /** The model that a person chose for new conversations. */
  readonly preferredModel: () => string | null
  /** What can be done here, and where. */
  readonly actions: Actions
  readonly recall: Recall
  readonly events: EventHub
  readonly clock: Clock
  readonly newId: () => string
  readonly log: Log
}
