import type { OllamaStatus } from '../shared/model.ts'
import type { EventHub } from './event-hub.ts'
import type { ModelServer } from './ollama/model-server.ts'

/** How often the server is looked at, in milliseconds: often while it is missed, seldom while all is well. */
const pauses = { running: 15_000, missing: 2_500 }

/** Looks at the model server now and then, and tells when its state changes. */
export interface ModelWatch {
  /** The state now; listeners hear of it when it is new. */
  check(): Promise<OllamaStatus>
  close(): void
}

/** `regularly: false` looks only when asked. */
export function watchModelServer(
  server: ModelServer,
  events: EventHub,
  { regularly }: { readonly regularly: boolean },
): ModelWatch {
  const closing = new AbortController()
  let known = ''
  let timer: NodeJS.Timeout | null = null

  async function check(): Promise<OllamaStatus> {
    const status = await server.status(closing.signal)
    const described = JSON.stringify(status)
    if (described !== known && !closing.signal.aborted) {
      known = described
      events.emit({ type: 'ollama.changed', status })
    }
    if (regularly) again(status.state === 'running' ? pauses.running : pauses.missing)
    return status
  }

  function again(pause: number): void {
    if (timer) clearTimeout(timer)
    if (closing.signal.aborted) return
    timer = setTimeout(() => void check(), pause)
    timer.unref()
  }

  if (regularly) again(0)
  return {
    check,
    close() {
      closing.abort()
      if (timer) clearTimeout(timer)
    },
  }
}
