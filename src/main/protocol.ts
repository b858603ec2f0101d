import { readFile, realpath, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import type { Protocol } from 'electron'
import { contentSecurityPolicy } from './security.ts'
import { host, originOf, scheme } from './origin.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** Once, before the app is ready. */
export function registerScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built page, and no other file of this computer. */
export function servePage(protocol: Protocol, root: string, onServed: (file: string) => void): void {
  protocol.handle(scheme, async ({ method, url }) => {
    const response = await readPage(root, method, url)
    onServed(url)
    return response
  })
}

/** The answer to one request for a file of the page. */
export async function readPage(root: string, method: string, address: string): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405 })
  const file = await findFile(root, address)
  if (file === null) return new Response(null, { status: 404 })
  return new Response(method === 'HEAD' ? null : await readFile(file), {
    headers: {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
    },
  })
}

/**
 * The file that an address of ours names, or null: for another host, for what does not exist, for a folder, and for
 * whatever leaves the root, also through a link.
 */
export async function findFile(root: string, address: string): Promise<string | null> {
  if (originOf(address) !== `${scheme}://${host}`) return null
  const path = decodePath(new URL(address).pathname)
  if (path === null || extname(path) === '') return null
  try {
    const base = await realpath(root)
    const file = await realpath(join(base, path))
    if (!file.startsWith(base + sep) || !(await stat(file)).isFile()) return null
    return file
  } catch {
    // Not there, which is what null says.
    return null
  }
}

function decodePath(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname)
    return /[\0\\:]/.test(path) ? null : path
  } catch {
    // A broken escape names no file.
    return null
  }
}
