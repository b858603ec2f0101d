import type { Readable, Writable } from 'node:stream'

/** A client of the DevTools protocol over Chromium's pipe: JSON messages, each ended by a zero byte. */

export type Params = Record<string, unknown>
type Listener = (params: Params, sessionId: string | undefined) => void

export interface Session {
  /** Resolves to the result, rejects with what Chromium says or when the pipe ends. */
  send<Result = Params>(method: string, params?: Params): Promise<Result>
  /** Without waiting; what comes back, an error too, is of no interest: a page may go at any time. */
  post(method: string, params?: Params): void
  on(method: string, listener: (params: Params) => void): void
}

export interface Connection extends Session {
  session(id: string): Session
  /** Forgets a session's listeners. */
  drop(id: string): void
  readonly closed: Promise<void>
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: Params
  readonly result?: unknown
  readonly error?: { readonly message: string }
  readonly sessionId?: string
}

interface Waiting {
  resolve(result: unknown): void
  reject(error: Error): void
}

export function connect(outgoing: Writable, incoming: Readable): Connection {
  const waiting = new Map<number, Waiting>()
  const listeners = new Map<string, Map<string, Listener[]>>()
  const { promise: closed, resolve: close } = Promise.withResolvers<void>()
  let lastId = 0
  let open = true

  const write = (method: string, params: Params, sessionId: string | undefined): number => {
    lastId += 1
    if (open) outgoing.write(`${JSON.stringify({ id: lastId, method, params, sessionId })}\0`)
    return lastId
  }
  const send = async <Result>(method: string, params: Params, sessionId?: string): Promise<Result> => {
    if (!open) throw new Error(`${method}: Chromium is gone`)
    const id = write(method, params, sessionId)
    return new Promise<Result>((resolve, reject) => {
      waiting.set(id, {
        resolve: (result) => resolve(result as Result),
        reject: (error) => reject(new Error(`${method}: ${error.message}`)),
      })
    })
  }
  const listen = (sessionId: string, method: string, listener: Listener): void => {
    const bySession = listeners.get(sessionId) ?? new Map<string, Listener[]>()
    listeners.set(sessionId, bySession)
    bySession.set(method, [...(bySession.get(method) ?? []), listener])
  }
  const receive = (message: Message): void => {
    if (message.id !== undefined) {
      const caller = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.error) caller?.reject(new Error(message.error.message))
      else caller?.resolve(message.result)
    } else if (message.method !== undefined) {
      const heard = listeners.get(message.sessionId ?? '')?.get(message.method) ?? []
      for (const listener of heard) listener(message.params ?? {}, message.sessionId)
    }
  }

  splitMessages(incoming, (text) => receive(JSON.parse(text) as Message))
  // The pipe breaks when Chromium goes, and its end says so.
  outgoing.on('error', () => {})
  incoming.on('close', () => {
    open = false
    for (const caller of waiting.values()) caller.reject(new Error('Chromium is gone'))
    waiting.clear()
    close()
  })

  const session = (id: string): Session => ({
    send: (method, params = {}) => send(method, params, id || undefined),
    post: (method, params = {}) => {
      write(method, params, id || undefined)
    },
    on: (method, listener) => listen(id, method, listener),
  })
  return { ...session(''), session, drop: (id) => listeners.delete(id), closed }
}

/** Joins chunks only when a message is complete, so that a large one costs what it weighs. */
function splitMessages(incoming: Readable, onMessage: (text: string) => void): void {
  let parts: Buffer[] = []
  incoming.on('data', (chunk: Buffer) => {
    let rest = chunk
    let end = rest.indexOf(0)
    while (end !== -1) {
      onMessage(Buffer.concat([...parts, rest.subarray(0, end)]).toString('utf8'))
      parts = []
      rest = rest.subarray(end + 1)
      end = rest.indexOf(0)
    }
    if (rest.length > 0) parts.push(rest)
  })
}
