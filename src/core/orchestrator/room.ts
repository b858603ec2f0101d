import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import type { EventHub } from '../event-hub.ts'
import type { Log } from '../log.ts'
import type { ModelServer } from '../ollama/model-server.ts'
import type { History } from './history.ts'

/** What the orchestrator works with. */
export interface Room {
  readonly db: Database
  readonly history: History
  readonly server: ModelServer
  readonly events: EventHub
  readonly clock: Clock
  readonly newId: () => string
  readonly log: Log
}
