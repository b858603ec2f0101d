import { once } from 'node:events'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'

/** One request as the server saw it. */
export interface RecordedRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** The other end of the connection: the same while it is kept. */
  readonly clientPort: number | undefined
  /** The raw body. */
  readonly text: string
  /** The parsed body, or undefined when it is no JSON. */
  readonly body: any // oxlint-disable-line typescript/no-explicit-any -- tests look into whatever was sent
  /** The other side closed the connection before the answer was whole. */
  readonly aborted: boolean
  /** Milliseconds of the process's monotonic clock. */
  readonly receivedAt: number
  readonly firstByteAt: number | null
  readonly endedAt: number | null
  /** `cut`: the server itself broke off, as its script said. */
  readonly ended: Promise<'answered' | 'aborted' | 'cut'>
}

/** A request under way: what the parts of the server share about it. */
export interface Exchange {
  readonly response: ServerResponse
  readonly record: RecordedRequest
  /** Fires when the connection is gone. */
  readonly signal: AbortSignal
  /** Writes one HTTP chunk, and waits while the other side does not read. */
  write(chunk: string | Buffer): Promise<void>
  /** Closes the connection after what was written, without an end, like a killed server. */
  cut(): void
}

export function openExchange(response: ServerResponse, text: string): Exchange {
  const { method = '', url = '', headers } = response.req
  const controller = new AbortController()
  const { promise: ended, resolve } = Promise.withResolvers<'answered' | 'aborted' | 'cut'>()
  const record = {
    method,
    path: url,
    headers,
    clientPort: response.req.socket.remotePort,
    text,
    body: parsed(text),
    aborted: false,
    receivedAt: performance.now(),
    firstByteAt: null as number | null,
    endedAt: null as number | null,
    ended,
  }
  let isCut = false
  response.on('close', () => {
    record.endedAt = performance.now()
    record.aborted = !response.writableFinished && !isCut
    if (!response.writableFinished) controller.abort()
    resolve(isCut ? 'cut' : record.aborted ? 'aborted' : 'answered')
  })
  return {
    response,
    record,
    signal: controller.signal,
    async write(chunk) {
      if (response.destroyed) return
      record.firstByteAt ??= performance.now()
      if (!response.write(chunk)) {
        await once(response, 'drain', { signal: controller.signal }).catch(() => {})
      }
    },
    cut() {
      isCut = true
      response.socket?.destroySoon()
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
