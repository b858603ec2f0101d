import type { ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'

/** JSON as Go writes it: `<`, `>` and `&` escaped, which Ollama's answers show. */
export function goJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Now in nanoseconds, as Go prints it: trailing zeros are dropped. */
export function timestamp(): string {
  const now = performance.timeOrigin + performance.now()
  const fraction = Math.floor((now % 1_000) * 1e6)
    .toString()
    .padStart(9, '0')
    .replace(/0+$/, '')
  const seconds = new Date(now).toISOString().slice(0, 19)
  return fraction === '' ? `${seconds}Z` : `${seconds}.${fraction}Z`
}

type Headers = readonly (readonly [name: string, value: string])[]

/** Begins an answer with exactly these headers: Go's server says nothing of the connection, Node's would. */
export function writeHead(response: ServerResponse, status: number, headers: Headers): void {
  response.sendDate = false
  response.removeHeader('Connection')
  response.writeHead(status, STATUS_CODES[status], headers.flat())
}

const date = (): readonly [string, string] => ['Date', new Date().toUTCString()]

/** Go announces the length of what is short and ready, and sends the rest in chunks. */
const longestAnnounced = 2_048

interface BodyOptions {
  readonly type?: string
  readonly allow?: string
  /** In chunks even when it is short. */
  readonly chunked?: boolean
}

export function sendBody(
  response: ServerResponse,
  status: number,
  body: string,
  { type, allow, chunked = false }: BodyOptions,
): void {
  const length = Buffer.byteLength(body)
  const announced = !chunked && length <= longestAnnounced
  const isHead = response.req.method === 'HEAD'
  writeHead(response, status, [
    ...(allow === undefined ? [] : [['Allow', allow] as const]),
    ...(type === undefined ? [] : [['Content-Type', type] as const]),
    date(),
    ...(announced ? [['Content-Length', String(length)] as const] : []),
    ...(announced || isHead ? [] : [['Transfer-Encoding', 'chunked'] as const]),
  ])
  response.end(body)
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  sendBody(response, status, goJson(value), { type: 'application/json; charset=utf-8' })
}

export function sendError(response: ServerResponse, status: number, error: string): void {
  sendJson(response, status, { error })
}

/** An error that the model's own process reported: JSON inside a string, and other headers. */
export function sendRunnerError(response: ServerResponse, error: object): void {
  const body = goJson({ error: goJson({ error }) })
  sendBody(response, 400, body, { type: 'application/json', chunked: true })
}

/** What is wrong with the address itself is told in plain text. */
export function sendPlain(response: ServerResponse, status: number, text: string, allow?: string): void {
  sendBody(response, status, text, { type: 'text/plain', ...(allow !== undefined && { allow }) })
}

export function beginStream(response: ServerResponse): void {
  writeHead(response, 200, [
    ['Content-Type', 'application/x-ndjson'],
    date(),
    ['Transfer-Encoding', 'chunked'],
  ])
}
