import { Ollama } from 'ollama'
import type { Agent } from 'undici'
import { AppError } from '../../shared/errors.ts'
import { connectionError } from './connection-errors.ts'
import { cancelled, refusalError, type ErrorContext } from './errors.ts'

export type Fetch = typeof globalThis.fetch

/** The way to one server, and to no other. */
export interface Connection {
  readonly address: string
  /** Posts JSON. The response is a success, its body still to come; everything else is thrown as an AppError. */
  post(path: string, body: object, options: CallOptions): Promise<Response>
  /**
   * Ollama's own client for one call without a stream: `list`, `show`, `version`. Its streams, and pictures given as
   * text, are not to be used: it drops lines that it cannot read, and reads files that a text happens to name.
   */
  call<T>(
    ask: (client: Ollama) => Promise<T>,
    options: CallOptions & { readonly timeoutMs: number },
  ): Promise<T>
}

interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** For the sentence of an error. */
  readonly model?: string
}

/** undici's own limits, switched off. */
export const withoutTimeLimits = { headersTimeout: 0, bodyTimeout: 0 }

/**
 * A fetch without any time limit once the connection stands: a model may take minutes to load, and says nothing until
 * then, not even headers.
 */
export function createFetch(agentOptions: Agent.Options = withoutTimeLimits): Fetch {
  let loading: ReturnType<typeof load> | null = null

  // Loaded with the first request: it is the largest library there is here, and no window has to wait for it.
  async function load() {
    const undici = await import('undici')
    const dispatcher = new undici.Agent({ connect: { timeout: 10_000 }, ...agentOptions })
    return (url: string | URL, init?: object) => undici.fetch(url, { ...init, dispatcher })
  }

  async function patient(url: string | URL, init?: object) {
    loading ??= load()
    return (await loading)(url, init)
  }
  // The same standard in two sets of types: undici's and Node's.
  return patient as unknown as Fetch
}

/** `url` as `parseHost` gives it. */
export function connect(url: string, fetch: Fetch): Connection {
  /** One request to this server: no other address, no redirect, no header that could carry a secret. */
  async function send(target: string, init: RequestInit, context: ErrorContext): Promise<Response> {
    if (!target.startsWith(`${url}/`)) {
      throw new AppError('forbidden', `Hearth calls only ${url}, and was asked to call ${target}.`)
    }
    const { method = 'GET', body = null, signal = null } = init
    const headers = {
      Accept: 'application/json',
      // A proxy that compresses would hold words back.
      'Accept-Encoding': 'identity',
      ...(body !== null && { 'Content-Type': 'application/json' }),
    }
    const response = await fetch(target, { method, body, signal, headers, redirect: 'manual' })
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel()
      const to = response.headers.get('location') ?? 'somewhere else'
      const message = `What answers at ${url} sends on to ${to}. If that is your Ollama, write its address in OLLAMA_HOST.`
      throw new AppError('ollama_bad_address', message)
    }
    if (!response.ok) throw refusalError(response.status, await readSome(response), context)
    return response
  }

  /** Runs a call, and makes an AppError of whatever it throws. */
  async function explained<T>(
    context: ErrorContext,
    signal: AbortSignal | undefined,
    call: () => Promise<T>,
  ): Promise<T> {
    if (signal?.aborted) throw cancelled(signal.reason)
    try {
      return await call()
    } catch (error) {
      if (signal?.aborted) throw cancelled(error)
      throw connectionError(error, context)
    }
  }

  return {
    address: url,
    post(path, body, { signal, model }) {
      const context = { address: url, model }
      const init = { method: 'POST', body: JSON.stringify(body), ...(signal && { signal }) }
      return explained(context, signal, () => send(`${url}${path}`, init, context))
    },
    call(ask, { signal, model, timeoutMs }) {
      const context = { address: url, model }
      return explained(context, signal, async () => {
        const limit = new AbortController()
        const timer = setTimeout(() => limit.abort(new DOMException('Too slow', 'TimeoutError')), timeoutMs)
        const either = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal
        const limited: Fetch = async (target, init) => {
          const response = await send(target as string, { ...init, signal: either }, context)
          return new Response(await readText(response, longestAnswer), response)
        }
        try {
          return await ask(new Ollama({ host: url, fetch: limited }))
        } finally {
          clearTimeout(timer)
        }
      })
    },
  }
}

/** Longest answer to a call without a stream, in characters. A list of a thousand models has half a million. */
const longestAnswer = 32 * 1024 * 1024

async function readText(response: Response, limit: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > limit) throw new AppError('ollama_protocol', 'Ollama sent more than any answer needs.')
  }
  return text + decoder.decode()
}

/** How long a server may explain an error, in milliseconds. */
const explanationMs = 5_000

/** The beginning of an error's body: as much as a sentence and a log can use. */
async function readSome(response: Response, limit = 65_536): Promise<string> {
  const decoder = new TextDecoder()
  const reader = response.body?.getReader()
  // Cancelling ends the reading: an explanation that never ends is none.
  const timer = setTimeout(() => void reader?.cancel(), explanationMs)
  let text = ''
  // A body that breaks off still has a status, and what came of it.
  try {
    for (;;) {
      const chunk = await reader?.read()
      if (!chunk || chunk.done || text.length > limit) break
      text += decoder.decode(chunk.value, { stream: true })
    }
  } catch (error) {
    if (text === '') throw error
  } finally {
    clearTimeout(timer)
    void reader?.cancel()
  }
  return text.slice(0, limit)
}
