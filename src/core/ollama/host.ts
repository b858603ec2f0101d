import { isIPv4, isIPv6 } from 'node:net'
import { AppError } from '../../shared/errors.ts'

/** Where Ollama is to be found. */
export interface OllamaAddress {
  /** Scheme, host, port and perhaps a path, without a slash at the end: `http://127.0.0.1:11434`. */
  readonly url: string
  readonly onThisComputer: boolean
  /** Where Ollama listens unless somebody changed it. */
  readonly isUsual: boolean
  /** Ollama's own servers: every model there runs on somebody else's computer. */
  readonly isCloud: boolean
}

const defaultPorts: Readonly<Record<string, string>> = { http: '80', https: '443' }

/**
 * Reads OLLAMA_HOST as Ollama's own client does (envconfig.Host): nothing at all, a host, a host and a port, a port, a
 * URL, with quotes or spaces around it; a port that is none becomes the default. Addresses that mean «every network
 * card» to a server are this computer to a client. Throws `ollama_bad_address` for what cannot be an address.
 */
export function parseHost(value = ''): OllamaAddress {
  const text = value
    .trim()
    .replaceAll(/^["']+|["']+$/g, '')
    .trim()
  if (text === 'ollama.com') return addressOf('https', 'ollama.com', '443', '')
  const [, named, rest = ''] = /^(?:([^:/]*):\/\/)?(.*)$/s.exec(text) ?? []
  const scheme = named?.toLowerCase() ?? 'http'
  const fallback = named === undefined ? '11434' : defaultPorts[scheme]
  if (fallback === undefined) throw badAddress(value, `“${scheme}” is not http or https.`)
  const [, hostport = '', path = ''] = /^([^/]*)(.*)$/s.exec(rest) ?? []
  const { host, port } = splitHostPort(hostport, fallback)
  const wrong = hostport.includes('@') ? 'It cannot hold a user or a password.' : whatIsWrong(host, port)
  if (wrong !== null) throw badAddress(value, wrong)
  try {
    return addressOf(scheme, host, port, path)
  } catch (error) {
    throw badAddress(value, 'It cannot be read.', error)
  }
}

/** Whether OLLAMA_HOST, as it is set, means this computer. What is no address does not. */
export function isOnThisComputer(value: string | undefined): boolean {
  try {
    return parseHost(value).onThisComputer
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

function whatIsWrong(host: string, port: string): string | null {
  if (/^\d+$/.test(host)) return `A port alone is written with a colon: “:${host}”.`
  if (Number(port) === 0) return 'Port 0 cannot be called.'
  if (isIPv4(host) || isIPv6(host) || /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(host)) return null
  return `“${host}” cannot be the name of a computer.`
}

/** Go's net.SplitHostPort, and what Ollama makes of its errors: the whole is the host, and the port the default. */
function splitHostPort(hostport: string, fallback: string): { host: string; port: string } {
  const [, bracketed, plain, given] = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:]*)$/.exec(hostport) ?? []
  if (given === undefined) {
    const bare = hostport.replaceAll(/^\[|\]$/g, '')
    return { host: reachable(isIPv6(bare) ? bare : hostport), port: fallback }
  }
  const port = /^\+?\d+$/.test(given) && Number(given) <= 65_535 ? String(Number(given)) : fallback
  return { host: reachable(bracketed ?? plain ?? ''), port }
}

/** What a server listens on and a client cannot call is this computer. */
function reachable(host: string): string {
  if (host === '' || host === '0.0.0.0') return '127.0.0.1'
  return isIPv6(host) && /^[0:]+$/.test(host) ? '::1' : host
}

function addressOf(scheme: string, host: string, port: string, path: string): OllamaAddress {
  if (/[?#]/.test(path)) throw new TypeError('An address has no query')
  const base = new URL(`${scheme}://${isIPv6(host) ? `[${host}]` : host}:${port}${path}`)
  // The port is always named: a reader of a message should not have to know the defaults.
  const url = `${base.protocol}//${base.hostname}:${port}${base.pathname.replace(/\/+$/, '')}`
  const onThisComputer = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(base.hostname)
  return {
    url,
    onThisComputer,
    isUsual: onThisComputer && port === '11434',
    isCloud: /(^|\.)ollama\.com$/.test(base.hostname),
  }
}

function badAddress(value: string, why: string, cause?: unknown): AppError {
  // A password is not repeated on a screen.
  const shown = value.replace(/[^/@]*@/, '…@')
  const message = `OLLAMA_HOST is set to “${shown}”, which is no address. ${why} Write it like 127.0.0.1:11434, or leave it out.`
  return new AppError('ollama_bad_address', message, { cause })
}
