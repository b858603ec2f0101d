/**
 * Chromium does not know the app's own scheme, so `app://hearth/index.html` is, inside the page only,
 * `https://hearth.app.internal/index.html`: a secure context with an origin of its own. `.internal` is reserved for
 * private use and is never looked up. Everything that main sees is put back.
 */
export interface Addresses {
  /** Before the app is ready, or when a scheme gets its handler. */
  register(scheme: string): void
  /** What Chromium is asked to load. */
  toPage(url: string): string
  /** What main sees, for an address or an origin. */
  fromPage(url: string): string
}

export function createAddresses(): Addresses {
  const schemes = new Set<string>()
  return {
    register: (scheme) => schemes.add(scheme),
    toPage: (url) => {
      const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url)
      const [, scheme = '', host = '', rest = ''] = match ?? []
      if (!schemes.has(scheme)) return url
      return `https://${host || 'host'}.${scheme}.internal${rest}`
    },
    fromPage: (url) => {
      const match = /^https:\/\/([^/?#]+)\.([a-z0-9+-]+)\.internal(?=[/?#]|$)(.*)$/i.exec(url)
      const [, host = '', scheme = '', rest = ''] = match ?? []
      return schemes.has(scheme) ? `${scheme}://${host}${rest}` : url
    },
  }
}
