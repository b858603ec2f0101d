import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { AppError } from '../../../shared/errors.ts'
import { isPublicAddress } from './public-address.ts'

export type Addresses = readonly LookupAddress[]

/** How names become addresses, and which of those may be reached. Other ones only in tests. */
export interface AddressRules {
  readonly resolve: (
    host: string,
  ) => Promise<readonly { readonly address: string; readonly family: number }[]>
  readonly isPublic: (address: string) => boolean
}

export const usualRules: AddressRules = {
  resolve: (host) => lookup(host, { all: true }),
  isPublic: isPublicAddress,
}

/** An address that a page may be fetched from, as far as its text tells. Throws AppError `forbidden`, `invalid_input`. */
export function readAddress(text: string, base: string | undefined, { isPublic }: AddressRules): URL {
  if (!URL.canParse(text, base)) throw new AppError('invalid_input', `“${text}” is no address of a page.`)
  const url = new URL(text, base)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new AppError('forbidden', `${url.href} is not on the web. Only http and https pages are fetched.`)
  if (url.username !== '' || url.password !== '')
    throw new AppError('forbidden', 'The address holds a name or a password. Such pages are not fetched.')
  const host = hostOf(url)
  if (isIP(host) !== 0 && !isPublic(host)) throw notPublic(host)
  return url
}

/** Without the brackets of IPv6. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}

/**
 * The addresses of a page's host, all of them on the internet: one private address among several refuses the name. Throws
 * AppError `forbidden`, or what the system says of a name that it does not know.
 */
export async function findAddresses(url: URL, { resolve, isPublic }: AddressRules): Promise<Addresses> {
  const host = hostOf(url)
  const family = isIP(host)
  const found = family === 0 ? await resolve(host) : [{ address: host, family }]
  if (!found.every(({ address }) => isPublic(address))) throw notPublic(host)
  return found
}

/** For Node: the connection goes to the very addresses that were checked, so that a name cannot lead elsewhere a moment later. */
export function lookupOnly(addresses: Addresses): LookupFunction {
  return (host, { all, family }, callback) => {
    const fitting = addresses.filter((each) => !(family === 4 || family === 6) || each.family === family)
    const [first] = fitting
    if (first === undefined) callback(new Error(`${host} has no address.`), [])
    else if (all) callback(null, fitting)
    else callback(null, first.address, first.family)
  }
}

function notPublic(host: string): AppError {
  return new AppError(
    'forbidden',
    `${host} is this computer or in its network, and not on the web. Such pages are not fetched.`,
  )
}
