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

/** Asks the server at most once a minute: whoever waits for an answer does not wait for a list as well. */
export function rememberModels(server: Pick<ModelServer, 'models'>, clock: Clock): KnownModels {
  let known: { readonly at: number; readonly able: ReadonlySet<string> } | null = null

  async function read(signal: AbortSignal): Promise<ReadonlySet<string>> {
    const at = clock.monotonic()
    if (known && at - known.at < freshMs) return known.able
    const models = await server.models(signal)
    const able = new Set(
      models.filter(({ capabilities }) => capabilities.includes('tools')).map(({ name }) => plain(name)),
    )
    known = { at, able }
    return able
  }

  return {
    takesActions: async (model, signal) => (await read(signal)).has(plain(model)),
    forget() {
      known = null
    },
  }
}

/** The server looks names up without regard to case; no tag means `latest`. */
function plain(name: string): string {
  const lower = name.toLowerCase()
  return /:[^/]+$/.test(lower) ? lower : `${lower}:latest`
}
