import { EventEmitter } from 'node:events'
import type { Protocol, Session as ElectronSession, WebContents, WebRequest } from 'electron'
import type { Addresses } from './addresses.ts'
import type { Connection } from './cdp.ts'
import type { RequestRules, SchemeHandler } from './requests.ts'
import { asElectron, strict } from './strict.ts'

/** `session.defaultSession` and `protocol`: what the app decides about requests, permissions and its own schemes. */

export interface Sessions {
  readonly session: ElectronSession
  readonly protocol: Protocol
  readonly rules: RequestRules
  /** Chromium is told beforehand what the app's handlers say, for every permission that it knows. */
  applyPermissions(connection: Connection, contents: WebContents): void
}

/** Chromium's names of permissions, and Electron's. */
const permissions: Readonly<Record<string, string>> = {
  camera: 'media',
  'clipboard-read': 'clipboard-read',
  'clipboard-write': 'clipboard-sanitized-write',
  geolocation: 'geolocation',
  'idle-detection': 'idle-detection',
  microphone: 'media',
  midi: 'midi',
  notifications: 'notifications',
}

type RequestHandler = NonNullable<Parameters<ElectronSession['setPermissionRequestHandler']>[0]>
type CheckHandler = NonNullable<Parameters<ElectronSession['setPermissionCheckHandler']>[0]>
type Decision = {
  cancel?: boolean
  redirectURL?: string
  responseHeaders?: Record<string, string | string[]>
}
type Asked = (details: object, callback: (decision: Decision) => void) => void

export function createSessions(addresses: Addresses): Sessions {
  const handlers = new Map<string, SchemeHandler>()
  const protocol = createProtocol(addresses, handlers)
  const { webRequest, rules } = createWebRequest((scheme) => handlers.get(scheme))
  let onRequest: RequestHandler | null = null
  let onCheck: CheckHandler | null = null

  const members: Partial<ElectronSession> = {
    protocol,
    webRequest,
    setPermissionRequestHandler: (handler) => void (onRequest = handler),
    setPermissionCheckHandler: (handler) => void (onCheck = handler),
    setDevicePermissionHandler: () => {},
    setDisplayMediaRequestHandler: () => {},
    setSpellCheckerEnabled: () => {},
    setSpellCheckerDictionaryDownloadURL: () => {},
    clearCache: async () => {},
    clearStorageData: async () => {},
    isPersistent: () => true,
  }
  const session = strict<ElectronSession>('session', asElectron(Object.assign(new EventEmitter(), members)))

  const decide = async (permission: string, contents: WebContents): Promise<boolean> => {
    const origin = contents.mainFrame.origin
    const details = { requestingUrl: contents.getURL(), isMainFrame: true, securityOrigin: origin }
    if (onCheck) return onCheck(contents, permission as never, origin, details)
    const handler = onRequest
    if (!handler) return true
    return new Promise((resolve) => handler(contents, permission as never, resolve, details))
  }
  const applyPermissions = (connection: Connection, contents: WebContents): void => {
    const origin = addresses.toPage(contents.mainFrame.origin)
    if (!origin.startsWith('http')) return
    for (const [name, electronName] of Object.entries(permissions)) {
      void decide(electronName, contents).then((granted) =>
        connection.post('Browser.setPermission', {
          permission: { name },
          setting: granted ? 'granted' : 'denied',
          origin,
        }),
      )
    }
  }
  return { session, protocol, rules, applyPermissions }
}

function createProtocol(addresses: Addresses, handlers: Map<string, SchemeHandler>): Protocol {
  return strict<Protocol>('protocol', {
    registerSchemesAsPrivileged: (schemes) => {
      for (const { scheme } of schemes) addresses.register(scheme)
    },
    handle: (scheme, handler) => {
      if (handlers.has(scheme)) throw new Error(`The scheme ${scheme} has a handler already`)
      addresses.register(scheme)
      handlers.set(scheme, handler)
    },
    unhandle: (scheme) => void handlers.delete(scheme),
    isProtocolHandled: (scheme) => handlers.has(scheme),
  })
}

interface Listener {
  readonly matches: (url: string) => boolean
  readonly ask: Asked
}

/** Both forms: `(listener)` and `(filter, listener)`; null takes the listener away. */
function toListener(first: unknown, second: unknown): Listener | undefined {
  const ask = (typeof first === 'function' ? first : second) as Asked | null | undefined
  if (!ask) return undefined
  const urls = (first as { urls?: string[] }).urls ?? ['<all_urls>']
  return { ask, matches: (url) => urls.some((pattern) => matchesPattern(pattern, url)) }
}

function matchesPattern(pattern: string, url: string): boolean {
  if (pattern === '<all_urls>') return true
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*')
  return new RegExp(`^${escaped}$`).test(url)
}

function createWebRequest(handlerFor: RequestRules['handlerFor']): {
  webRequest: WebRequest
  rules: RequestRules
} {
  let before: Listener | undefined
  let headers: Listener | undefined
  const ask = async (listener: Listener | undefined, url: string, details: object): Promise<Decision> => {
    if (!listener?.matches(url)) return {}
    return new Promise((resolve) => listener.ask(details, resolve))
  }
  const webRequest = strict<WebRequest>('webRequest', {
    onBeforeRequest: (first: unknown, second?: unknown) => void (before = toListener(first, second)),
    onHeadersReceived: (first: unknown, second?: unknown) => void (headers = toListener(first, second)),
  })
  const rules: RequestRules = {
    handlerFor,
    beforeRequest: async (details) =>
      ask(before, details.url, { ...details, referrer: '', timestamp: Date.now(), uploadData: [] }),
    headersReceived: async (url, given) => {
      const { responseHeaders } = await ask(headers, url, { url, responseHeaders: given, statusCode: 200 })
      if (!responseHeaders) return given
      return Object.fromEntries(
        Object.entries(responseHeaders).map(([name, value]) => [name, [value].flat()]),
      )
    },
  }
  return { webRequest, rules }
}
