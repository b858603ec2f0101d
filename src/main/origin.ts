/** Where our page comes from. `secure` and `standard`, so that it has an origin of its own and every web API. */
export const scheme = 'app'
export const host = 'hearth'

export interface PageOrigin {
  /** What `frame.origin` says for our page. */
  readonly origin: string
  readonly url: string
  /** True while the page comes from a development server. */
  readonly development: boolean
}

/** The page's origin; a development server's, when electron-vite names one and the app is not packaged. */
export function pageOrigin(devServer: string | undefined, packaged: boolean): PageOrigin {
  if (devServer && !packaged) {
    const url = new URL(devServer)
    return { origin: url.origin, url: url.href, development: true }
  }
  const origin = `${scheme}://${host}`
  return { origin, url: `${origin}/index.html`, development: false }
}

/** `URL.origin` is "null" for a scheme that only Electron knows. */
export function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  return url.protocol === `${scheme}:` ? `${scheme}://${url.host}` : url.origin
}
