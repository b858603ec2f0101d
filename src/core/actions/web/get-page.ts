import { get as getPlain, type IncomingMessage, type RequestOptions } from 'node:http'
import { get as getSecure } from 'node:https'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { AppError, findAppError } from '../../../shared/errors.ts'
import { findAddresses, hostOf, lookupOnly, readAddress, type AddressRules } from './page-address.ts'

export interface Page {
  /** Where it came from in the end. */
  readonly url: string
  /** The content type that the server names, in small letters. */
  readonly type: string
  readonly body: Buffer
  /** There was more of it. */
  readonly cut: boolean
}

export interface PageLimits {
  /** Bytes, unpacked. */
  readonly bytes: number
  readonly milliseconds: number
}

const mostRedirects = 5

/**
 * Fetches a page. Each address on the way, after names are resolved and after redirects too, has to be on the internet.
 * No cookies, no names, nothing is kept. Throws AppError: `forbidden`, `not_found`, `action_failed`, `cancelled`.
 */
export async function getPage(
  address: string,
  rules: AddressRules,
  limits: PageLimits,
  stopped: AbortSignal,
): Promise<Page> {
  const late = AbortSignal.timeout(limits.milliseconds)
  const signal = AbortSignal.any([stopped, late])
  let url = readAddress(address, undefined, rules)
  try {
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const response = await ask(url, rules, signal)
      const next = redirectOf(response)
      if (next === null) return await readPage(url, response, limits.bytes)
      response.destroy()
      url = readAddress(next, url.href, rules)
    }
  } catch (error) {
    if (stopped.aborted) throw new AppError('cancelled', 'It was stopped.', { cause: error })
    throw findAppError(error) ?? failure(url, late.aborted, error)
  }
  throw new AppError('action_failed', `${address} leads from page to page without an end.`)
}

async function ask(url: URL, rules: AddressRules, signal: AbortSignal): Promise<IncomingMessage> {
  // Finding a name cannot be stopped: it is not waited for any more.
  const addresses = await Promise.race([findAddresses(url, rules), aborted(signal)])
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const options: RequestOptions = {
    signal,
    // A connection of its own: one that is kept was made for another page.
    agent: false,
    lookup: lookupOnly(addresses),
    headers: {
      accept: 'text/html, text/plain, application/json;q=0.9, */*;q=0.1',
      'accept-encoding': 'gzip, deflate, br',
      'user-agent': 'Hearth',
    },
  }
  const request = (url.protocol === 'https:' ? getSecure : getPlain)(url, options, resolve)
  request.on('error', reject)
  request.on('socket', (socket) => {
    socket.once('connect', () => {
      // Asked for once more where it counts.
      const { remoteAddress = '' } = socket
      if (!rules.isPublic(remoteAddress.replace(/^::ffff:(?=[\d.]+$)/, '')))
        request.destroy(
          new AppError('forbidden', `${hostOf(url)} led into your own network. Nothing was sent.`),
        )
    })
  })
  return promise
}

function aborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>()
  const leave = (): void => reject(signal.reason as Error)
  if (signal.aborted) leave()
  else signal.addEventListener('abort', leave, { once: true })
  return promise
}

function redirectOf({ statusCode = 0, headers: { location } }: IncomingMessage): string | null {
  return [301, 302, 303, 307, 308].includes(statusCode) && location !== undefined ? location : null
}

async function readPage(url: URL, response: IncomingMessage, mostBytes: number): Promise<Page> {
  const { statusCode = 0, headers } = response
  if (statusCode < 200 || statusCode > 299) {
    response.destroy()
    const code = statusCode === 404 || statusCode === 410 ? 'not_found' : 'action_failed'
    throw new AppError(code, `${url.href} gave no page: the server answered ${statusCode}.`)
  }
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of unpacked(response)) {
    chunks.push(chunk as Buffer)
    length += (chunk as Buffer).length
    if (length > mostBytes) break
  }
  response.destroy()
  const type = (headers['content-type'] ?? '').toLowerCase()
  const body = Buffer.concat(chunks).subarray(0, mostBytes)
  return { url: url.href, type, body, cut: length > mostBytes }
}

function unpacked(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding']?.toLowerCase() ?? 'identity'
  if (encoding === 'identity') return response
  const makers: Readonly<Record<string, (() => ReturnType<typeof createGunzip>) | undefined>> = {
    gzip: createGunzip,
    'x-gzip': createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  }
  const make = Object.hasOwn(makers, encoding) ? makers[encoding] : undefined
  if (!make)
    throw new AppError('action_failed', `The page is packed in a way that is not known: ${encoding}.`)
  const unpacking = make()
  response.on('error', (error) => unpacking.destroy(error))
  return response.pipe(unpacking)
}

function failure(url: URL, late: boolean, cause: unknown): AppError {
  const sentence = late ? 'took too long' : 'could not be fetched'
  const reason = late || !(cause instanceof Error) ? '' : ` (${cause.message})`
  return new AppError('action_failed', `${url.href} ${sentence}${reason}.`, { cause })
}
