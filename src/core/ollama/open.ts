import { findAppError } from '../../shared/errors.ts'
import { systemClock, type Clock } from '../clock.ts'
import { readDetails, readLoaded, remove, unload } from './care.ts'
import { chat } from './chat.ts'
import { connect, createFetch, type Fetch } from './connection.ts'
import { embed } from './embed.ts'
import { thisComputer, type Computer } from './find.ts'
import { parseHost, type OllamaAddress } from './host.ts'
import type { ModelServer } from './model-server.ts'
import { createModelList } from './models.ts'
import { pull } from './pull.ts'
import { readStatus } from './status.ts'

export interface OllamaOptions {
  /** The value of OLLAMA_HOST, in every form Ollama's own client takes. */
  readonly host?: string | undefined
  /** What carries the requests; must not follow redirects or give up waiting for headers. */
  readonly fetch?: Fetch | undefined
  readonly clock?: Clock | undefined
  readonly computer?: Computer | undefined
  /** Longest silence in the middle of an answer or a download, in milliseconds. */
  readonly silenceMs?: number | undefined
  /** How long the server may take to say its version, in milliseconds. */
  readonly statusTimeoutMs?: number | undefined
}

/** Ollama as a model server. Does nothing until it is asked; an OLLAMA_HOST that is no address is told by every call. */
export function openOllama(options: OllamaOptions = {}): ModelServer {
  const {
    clock = systemClock,
    computer = thisComputer,
    silenceMs = 5 * 60_000,
    statusTimeoutMs = 5_000,
  } = options
  const address = readAddress(options.host)
  if (address instanceof Error) return brokenServer(options.host ?? '', address)
  const connection = connect(address.url, options.fetch ?? createFetch())
  const list = createModelList(connection, address)
  const statusOptions = { ...address, computer, timeoutMs: statusTimeoutMs }
  return {
    status: (signal) => readStatus(connection, statusOptions, signal),
    models: (signal) => list.read(signal),
    chat: (request, signal) => chat(connection, request, signal, { clock, silenceMs }),
    embed: (request, signal) => embed(connection, request, signal),
    details: (model, signal) => readDetails(connection, model, signal),
    loaded: (signal) => readLoaded(connection, signal),
    unload: (model, signal) => unload(connection, model, signal),
    remove: (model, signal) => remove(connection, model, signal),
    pull: (model, signal) => pull(connection, model, signal, { silenceMs }),
  }
}

function readAddress(host: string | undefined): OllamaAddress | Error {
  try {
    return parseHost(host)
  } catch (error) {
    const expected = findAppError(error)
    if (!expected) throw error
    return expected
  }
}

/** The window opens all the same, and says what is wrong. */
function brokenServer(address: string, error: Error): ModelServer {
  const fail = async (): Promise<never> => {
    throw error
  }
  // oxlint-disable-next-line require-yield -- it fails before the first part
  async function* failing(): AsyncGenerator<never> {
    throw error
  }
  return {
    status: async () => ({ state: 'unusable', address, message: error.message }),
    models: fail,
    embed: fail,
    details: fail,
    loaded: fail,
    unload: fail,
    remove: fail,
    chat: failing,
    pull: failing,
  }
}
