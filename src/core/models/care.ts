import { access } from 'node:fs/promises'
import { availableParallelism, homedir, totalmem } from 'node:os'
import type { LoadedModel, ModelDetails, OllamaStatus } from '../../shared/model.ts'
import type { OllamaHelp, Recommendation } from '../../shared/recommendation.ts'
import type { EventHub } from '../event-hub.ts'
import type { Computer } from '../ollama/find.ts'
import type { ModelServer } from '../ollama/model-server.ts'
import type { ModelsPlace } from './models-folder.ts'
import { recommend, type Machine } from './recommend.ts'
import { helpWithOllama, startOllama } from './start-ollama.ts'

/** What one does with models and their server besides asking them. */
export interface ModelCare {
  details(name: string): Promise<ModelDetails>
  loaded(): Promise<readonly LoadedModel[]>
  unload(name: string): Promise<void>
  remove(name: string): Promise<void>
  recommend(): Recommendation
  help(): Promise<OllamaHelp>
  /** Starts Ollama on this computer. Throws AppError with what to do by hand. */
  start(): Promise<OllamaStatus>
}

export interface CareOptions {
  readonly server: ModelServer
  readonly events: Pick<EventHub, 'emit'>
  /** Tells of what it finds. */
  readonly status: () => Promise<OllamaStatus>
  readonly computer: Computer
  readonly machine: Machine
  /** Aborts when nobody waits any more for what takes long. */
  readonly signal: AbortSignal
}

export function careForModels({ server, events, status, computer, machine, signal }: CareOptions): ModelCare {
  const exists = (path: string): Promise<boolean> =>
    access(path).then(
      () => true,
      () => false,
    )
  const starting = { computer, exists, status, signal }
  return {
    details: (name) => server.details(name),
    loaded: () => server.loaded(),
    unload: (name) => server.unload(name),
    async remove(name) {
      await server.remove(name)
      events.emit({ type: 'models.changed' })
    },
    recommend: () => recommend(machine),
    help: () => helpWithOllama(starting),
    start: () => startOllama(starting),
  }
}

/** What of this computer decides which models fit. */
export function thisMachine(): Machine {
  // A container has less than the computer.
  const allowed = process.constrainedMemory()
  const memory = allowed > 0 ? Math.min(allowed, totalmem()) : totalmem()
  const unified = process.platform === 'darwin' && process.arch === 'arm64'
  return { memory, processors: availableParallelism(), unified }
}

export function thisModelsPlace(): ModelsPlace {
  return { platform: process.platform, env: process.env, home: homedir() }
}
