import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Exchange } from './exchange.ts'
import { settled } from './pace.ts'
import { writeHead } from './wire.ts'

/** One recorded exchange with a real Ollama, as its file has it. */
export interface Recording {
  readonly case: string
  readonly description: string
  readonly request: {
    readonly method: string
    readonly path: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  }
  readonly response: {
    readonly statusLine: string
    readonly headers: readonly (readonly [string, string])[]
    readonly chunks: readonly { readonly atMs: number; readonly data: string }[]
    readonly bodyComplete: boolean
    readonly ended: 'complete' | 'client closed the connection' | 'server closed the connection (EOF)'
  }
}

const folder = fileURLToPath(new URL('../../fixtures/ollama/', import.meta.url))

/** The names of all recordings, sorted. */
export function recordingNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .toSorted()
}

export function readRecording(name: string): Recording {
  return JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')) as Recording
}

/**
 * Serves what was recorded: the status line, the headers in their order and every chunk as its own, as fast as it goes,
 * and the end as it was.
 */
export async function playRecording(exchange: Exchange, { response: recorded }: Recording): Promise<void> {
  const { response, signal } = exchange
  writeHead(response, Number(recorded.statusLine.split(' ')[1]), recorded.headers)
  for (const { data } of recorded.chunks) {
    if (signal.aborted) return
    await exchange.write(data)
  }
  if (recorded.ended === 'complete') response.end()
  else if (recorded.ended === 'client closed the connection') await settled(new Promise(() => {}), signal)
  else exchange.cut()
}

/** The recording that fits a request: by method and path, and where several do, by the model that was asked for. */
export function findRecording(
  recordings: readonly Recording[],
  method: string,
  path: string,
  body: unknown,
): Recording | undefined {
  const fitting = recordings.filter(({ request }) => request.method === method && request.path === path)
  if (fitting.length < 2) return fitting[0]
  return fitting.find(({ request }) => modelIn(request.body) === modelIn(body)) ?? undefined
}

function modelIn(body: unknown): string | undefined {
  const value: unknown = typeof body === 'string' ? JSON.parse(body) : body
  const { model } = (value ?? {}) as { model?: string }
  return model?.replace(/:latest$/, '')
}
