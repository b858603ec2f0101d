import { plainName } from '../../shared/model-name.ts'
import type { Clock } from '../clock.ts'
import type { ModelServer } from '../ollama/model-server.ts'

/** How long what the server said of its models is believed, in milliseconds. */
const freshMs = 60_000

/** What the installed models can do. */
export interface KnownModels {
  /** Whether actions can be offered to a model. One that is not in the list (any more) cannot. */
  takesActions(model: string, signal: AbortSignal): Promise<boolean>
  /** The server knew better. */
  forget(): void
}

/** Asks the server once a minute, and for a model that is new: whoever waits for an answer seldom waits for a list as well. */
export function rememberModels(server: Pick<ModelServer, 'models'>, clock: Clock): KnownModels {
  let known: { readonly at: number; readonly able: ReadonlyMap<string, boolean> } | null = null

  return {
    async takesActions(model, signal) {
      const at = clock.monotonic()
      const fresh = known !== null && at - known.at < freshMs && known.able.has(plainName(model))
      if (!known || !fresh) {
        const models = await server.models(signal)
        const able = models.map(
          ({ name, capabilities: can }) => [plainName(name), can.includes('tools')] as const,
        )
        known = { at, able: new Map(able) }
      }
      return known.able.get(plainName(model)) ?? false
    },
    forget() {
      known = null
    },
  }
}
