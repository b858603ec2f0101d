import type { Protocol } from 'electron'
import type { Addresses } from './addresses.ts'
import type { Params, Session } from './cdp.ts'
import type { Frame } from './frames.ts'

/** Every request of a window goes through here: navigation is asked for, webRequest decides, own schemes are answered. */

export type SchemeHandler = Parameters<Protocol['handle']>[1]
export type BeforeRequest = (details: {
  readonly id: number
  readonly url: string
  readonly method: string
  readonly resourceType: string
  readonly webContentsId: number
}) => Promise<{ readonly cancel?: boolean; readonly redirectURL?: string }>
export type HeadersReceived = (
  url: string,
  headers: Record<string, string[]>,
) => Promise<Record<string, string[]>>

export interface RequestRules {
  readonly beforeRequest: BeforeRequest
  readonly headersReceived: HeadersReceived
  handlerFor(scheme: string): SchemeHandler | undefined
}

export interface Navigation {
  readonly name: 'will-navigate' | 'will-frame-navigate' | 'will-redirect'
  readonly url: string
  readonly frame: Frame | undefined
}

export interface RequestsOptions {
  readonly contentsId: number
  readonly session: Session
  readonly addresses: Addresses
  readonly rules: RequestRules
  readonly frameOf: (id: string) => Frame | undefined
  /** True when main itself asked for this address. */
  readonly expected: (url: string) => boolean
  /** False when a listener prevented it. */
  readonly mayNavigate: (navigation: Navigation) => boolean
}

interface Paused {
  readonly requestId: string
  readonly request: {
    readonly url: string
    readonly method: string
    readonly headers: Record<string, string>
    readonly postData?: string
  }
  readonly frameId: string
  readonly resourceType: string
  readonly redirectedRequestId?: string
}

const resourceTypes: Readonly<Record<string, string>> = {
  Document: 'mainFrame',
  Stylesheet: 'stylesheet',
  Image: 'image',
  Media: 'media',
  Font: 'font',
  Script: 'script',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
}

export function watchRequests(options: RequestsOptions): void {
  const { session } = options
  session.on('Fetch.requestPaused', (params) => {
    const paused = params as unknown as Paused
    answer(paused, options).catch((error: unknown) => {
      console.error(`electron-on-chromium: ${paused.request.url}: ${String(error)}`)
      session.post('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Failed' })
    })
  })
}

async function answer(paused: Paused, options: RequestsOptions): Promise<void> {
  const { session, addresses, rules } = options
  const { requestId, request } = paused
  const url = addresses.fromPage(request.url)
  const frame = options.frameOf(paused.frameId)
  const fail = (errorReason: string): void => session.post('Fetch.failRequest', { requestId, errorReason })

  // Aborted, unlike any other reason, leaves the window where it is.
  if (paused.resourceType === 'Document' && !mayNavigate(url, frame, paused, options)) return fail('Aborted')
  // A browser asks for it unbidden; Electron does not.
  if (paused.resourceType === 'Other' && new URL(url).pathname === '/favicon.ico') {
    return session.post('Fetch.fulfillRequest', { requestId, responseCode: 204 })
  }
  const decision = await rules.beforeRequest({
    id: Number(/\d+/.exec(requestId)?.[0] ?? 0),
    url,
    method: request.method,
    resourceType: frame?.isMain === false && paused.resourceType === 'Document' ? 'subFrame' : typeOf(paused),
    webContentsId: options.contentsId,
  })
  if (decision.cancel) return fail('BlockedByClient')
  if (decision.redirectURL !== undefined) {
    const location = addresses.toPage(decision.redirectURL)
    const responseHeaders = [{ name: 'location', value: location }]
    return session.post('Fetch.fulfillRequest', { requestId, responseCode: 307, responseHeaders })
  }
  const handler = rules.handlerFor(url.slice(0, url.indexOf(':')))
  if (!handler) return session.post('Fetch.continueRequest', { requestId })
  const response = await handler(toRequest(url, paused, addresses))
  session.post('Fetch.fulfillRequest', {
    requestId,
    ...(await toFulfilment(url, response, options)),
  })
}

function typeOf(paused: Paused): string {
  return resourceTypes[paused.resourceType] ?? 'other'
}

function mayNavigate(
  url: string,
  frame: Frame | undefined,
  paused: Paused,
  options: RequestsOptions,
): boolean {
  const ask = (name: Navigation['name']): boolean => options.mayNavigate({ name, url, frame })
  if (paused.redirectedRequestId !== undefined) return ask('will-redirect')
  if (frame?.isMain !== false && options.expected(url)) return true
  return ask('will-frame-navigate') && (frame?.isMain === false || ask('will-navigate'))
}

function toRequest(url: string, { request }: Paused, addresses: Addresses): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, addresses.fromPage(value))
  const body = request.postData === undefined ? {} : { body: request.postData }
  return new Request(url, { method: request.method, headers, ...body })
}

async function toFulfilment(url: string, response: Response, options: RequestsOptions): Promise<Params> {
  if (response.type === 'error') throw new Error('the handler answered with an error')
  const named: Record<string, string[]> = {}
  response.headers.forEach((value, name) => {
    const shown = name === 'location' ? options.addresses.toPage(new URL(value, url).href) : value
    named[name] = [...(named[name] ?? []), shown]
  })
  const headers = await options.rules.headersReceived(url, named)
  return {
    responseCode: response.status,
    responseHeaders: Object.entries(headers).flatMap(([name, values]) =>
      values.map((value) => ({ name, value })),
    ),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  }
}
