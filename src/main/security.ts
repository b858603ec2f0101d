import type { App, Session, WebContents } from 'electron'
import type { Log } from '../core/log.ts'
import { originOf, type PageOrigin } from './origin.ts'

/**
 * Electron's security checklist, in one place (contextIsolation, sandbox and the like stand with the window's options).
 * The page shows text that a model wrote: it may reach nothing but its own files and the gate in ipc/serve.ts.
 */

/** Style attributes are how code is coloured and menus are placed; scripts and addresses are never inline. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "worker-src 'none'",
  // No text ever becomes markup or code: React makes elements, and nobody else does.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/**
 * Permissions: none, but writing text to the clipboard. Network: none. Downloads: none. `onRefused` hears of each address
 * elsewhere that a page wanted.
 */
export function hardenSession(session: Session, page: PageOrigin, log: Log, onRefused: () => void): void {
  const allowed = (permission: string, origin: string | null): boolean =>
    permission === 'clipboard-sanitized-write' && origin === page.origin

  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(allowed(permission, originOf(details.requestingUrl)))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => allowed(permission, originOf(origin)))
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null))
  session.webRequest.onBeforeRequest((details, callback) => {
    const cancel = !mayRequest(details.url, page)
    // The origin only: the rest may carry words of a conversation.
    if (cancel) {
      log.warn('request.cancelled', { origin: originOf(details.url) })
      onRefused()
    }
    callback({ cancel })
  })
  session.on('will-download', (event) => event.preventDefault())
}

/**
 * Whether the page may fetch an address: its own files, and what stays in memory. A development server may also speak
 * over its web socket, and the developer tools load themselves.
 */
export function mayRequest(address: string, page: PageOrigin): boolean {
  if (/^(data|blob|devtools):/.test(address)) return true
  if (originOf(address) === page.origin) return true
  return page.development && originOf(address.replace(/^ws/, 'http')) === page.origin
}

/** No page of ours goes anywhere, opens anything or embeds anything. */
export function hardenContents(app: App, page: PageOrigin, log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-attach-webview', (event) => event.preventDefault())
    refuseNavigation(contents, page, log)
  })
}

function refuseNavigation(contents: WebContents, page: PageOrigin, log: Log): void {
  const refuse = (event: { readonly url: string; preventDefault(): void }): void => {
    // A reload is a navigation to where we are. The development server reloads in this way.
    if (originOf(event.url) === page.origin) return
    log.warn('navigation.refused', { origin: originOf(event.url) })
    event.preventDefault()
  }
  contents.on('will-navigate', refuse)
  contents.on('will-redirect', refuse)
  contents.on('will-frame-navigate', refuse)
}
