import type { OllamaStatus } from '../../shared/model.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import type { EventHub } from '../event-hub.ts'
import type { Log } from '../log.ts'
import { thisComputer } from '../ollama/find.ts'
import { isOnThisComputer } from '../ollama/host.ts'
import type { ModelServer } from '../ollama/model-server.ts'
import { careForModels, thisMachine, thisModelsPlace, type ModelCare } from './care.ts'
import { keepPulls } from './kept-pulls.ts'
import { roomForModels } from './models-folder.ts'
import { openPulls, type Pulls } from './pulls.ts'

export interface ModelsOptions {
  readonly db: Database
  readonly server: ModelServer
  readonly events: EventHub
  readonly clock: Clock
  readonly log: Log
  /** Names this computer together with its data folder. */
  readonly computer: string
  /** The value of OLLAMA_HOST. */
  readonly ollamaHost: string | undefined
  /** Tells of what it finds. */
  readonly status: () => Promise<OllamaStatus>
}

/** Downloads of models, and what else one does with them. `pulls.close` ends it. */
export async function openModels(
  options: ModelsOptions,
): Promise<{ readonly pulls: Pulls; readonly modelCare: ModelCare }> {
  const { db, server, events, clock, log, computer, ollamaHost, status } = options
  const pulls = await openPulls({
    server,
    kept: keepPulls(db, computer, clock.now),
    events,
    clock,
    log,
    room: async () => (isOnThisComputer(ollamaHost) ? roomForModels(thisModelsPlace()) : null),
  })
  const closing = new AbortController()
  const { signal } = closing
  const machine = thisMachine()
  const modelCare = careForModels({ server, events, status, computer: thisComputer, machine, signal })
  async function close(): Promise<void> {
    closing.abort()
    await pulls.close()
  }
  return { pulls: { ...pulls, close }, modelCare }
}
