import { isIPv4 } from 'node:net'
import { PerformanceObserver } from 'node:perf_hooks'
import { z } from 'zod'
import type { ConnectedPlace, ConnectionCounts } from '../shared/computer-requests.ts'
import { findAppError } from '../shared/errors.ts'
import { systemClock, type Clock } from './clock.ts'
import { parseHost } from './ollama/host.ts'

/** Where Hearth connected to since it was started. */
export interface ConnectionWatch {
  counts(): ConnectionCounts
  /** A page wanted to load something from elsewhere, and was refused. */
  refused(): void
  close(): void
}

export interface ConnectionOptions {
  /** The value of OLLAMA_HOST. */
  readonly ollamaHost?: string | undefined
  readonly clock?: Pick<Clock, 'now'>
}

/** The latest of them are kept by their address; all are counted. */
const mostPlaces = 20
const detailSchema = z.looseObject({ host: z.string(), port: z.number() })

/**
 * Counts every connection that this thread of the process makes by TCP, whoever makes it and however: Node itself tells of
 * each that stands. So a door that somebody adds is counted too. What it cannot see: a name that is only looked up, what
 * programs that a plan starts do (they are contained where the system can), and the threads of the database, which have
 * no door.
 */
export function watchConnections({ ollamaHost, clock = systemClock }: ConnectionOptions): ConnectionWatch {
  const ollamaPort = portOf(ollamaHost)
  const since = clock.now().toISOString()
  const places = new Map<string, ConnectedPlace>()
  let [ollama, elsewhere, refused] = [0, 0, 0]

  function count(host: string, port: number): void {
    if (port === ollamaPort && isLoopback(host)) {
      ollama += 1
      return
    }
    elsewhere += 1
    const address = isIPv4(host) ? `${host}:${port}` : `[${host}]:${port}`
    const before = places.get(address)?.count ?? 0
    // Moved to the end: the first is the one that was used longest ago.
    places.delete(address)
    places.set(address, { address, count: before + 1, lastAt: clock.now().toISOString() })
    const [oldest] = places.keys()
    if (places.size > mostPlaces && oldest !== undefined) places.delete(oldest)
  }

  function take(entries: readonly { readonly name: string; readonly detail?: unknown }[]): void {
    for (const { name, detail } of entries) {
      if (name !== 'connect') continue
      const { host, port } = detailSchema.parse(detail)
      count(host, port)
    }
  }

  const observer = new PerformanceObserver((list) => take(list.getEntries()))
  observer.observe({ entryTypes: ['net'] })
  return {
    counts() {
      // Those that Node has not handed over yet.
      take(observer.takeRecords())
      return { since, ollama, elsewhere, places: [...places.values()].toReversed(), refused }
    },
    refused: () => void (refused += 1),
    close: () => observer.disconnect(),
  }
}

/** Null for an Ollama on another computer: every connection to that is one to elsewhere. */
function portOf(ollamaHost: string | undefined): number | null {
  try {
    const { url, onThisComputer } = parseHost(ollamaHost)
    return onThisComputer ? Number(new URL(url).port || (url.startsWith('https:') ? 443 : 80)) : null
  } catch (error) {
    // One that is no address is told by whoever calls it; nothing is called there.
    if (findAppError(error)) return null
    throw error
  }
}

function isLoopback(host: string): boolean {
  return host === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(host)
}
