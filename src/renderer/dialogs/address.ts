/** An address in the parts that a careful reader looks at. */
export interface Address {
  /** What is opened: as the parser wrote it, with nothing hidden. */
  readonly href: string
  readonly before: string
  /** Where it leads. Names in other scripts stand as punycode, since they can look like another. */
  readonly host: string
  readonly after: string
  /** The name and password in it, which can pretend to be the host. */
  readonly credentials: boolean
}

/** Null for what Hearth does not open. */
export function readAddress(url: string): Address | null {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (!parsed || !['http:', 'https:', 'mailto:'].includes(parsed.protocol)) return null
  const { href, protocol, pathname } = parsed
  if (protocol === 'mailto:') {
    return {
      href,
      before: protocol,
      host: pathname,
      after: href.slice(protocol.length + pathname.length),
      credentials: false,
    }
  }
  const credentials = parsed.username !== '' || parsed.password !== ''
  const hostAt = credentials ? href.indexOf('@') + 1 : protocol.length + 2
  return {
    href,
    before: href.slice(0, hostAt),
    host: parsed.host,
    after: href.slice(hostAt + parsed.host.length),
    credentials,
  }
}
