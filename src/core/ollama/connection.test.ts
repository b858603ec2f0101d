import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startScriptedOllama } from '../../../tests/support/scripted-ollama/start.ts'
import { connect, createFetch, type Fetch } from './connection.ts'
import { openOllama } from './open.ts'

async function listen(handler: RequestListener): Promise<{ host: string; url: string } & AsyncDisposable> {
  const server = createServer(handler).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    url: `http://${host}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

const request = { model: 'tiny', numCtx: 2_048, messages: [{ role: 'user', content: 'Hello' }] } as const
const never = new AbortController().signal

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

describe('the connection', () => {
  it('follows no redirect: what the person said goes to the address they gave, and nowhere else', async () => {
    let elsewhere = 0
    await using other = await listen((_, response) => {
      elsewhere += 1
      response.end('{}')
    })
    await using server = await listen((_, response) =>
      response.writeHead(307, { Location: `${other.url}/api/chat` }).end(),
    )
    const model = openOllama({ host: server.host })
    const chat = model.chat(request, never)[Symbol.asyncIterator]()
    const message = `What answers at ${server.url} sends on to ${other.url}/api/chat. If that is your Ollama, write its address in OLLAMA_HOST.`
    await expect(chat.next()).rejects.toMatchObject({ code: 'ollama_bad_address', message })
    expect(await model.status()).toMatchObject({ state: 'unusable', message })
    expect(elsewhere).toBe(0)
  })

  it('calls no other address, whatever a library asks of it', async () => {
    const called: string[] = []
    const fetch: Fetch = async (url) => {
      called.push(url as string)
      return Response.json({})
    }
    const connection = connect('http://127.0.0.1:11434', fetch)
    const searching = connection.call((client) => client.webSearch({ query: 'secret' }), {
      timeoutMs: 30_000,
    })
    await expect(searching).rejects.toMatchObject({ code: 'forbidden' })
    expect(called).toEqual([])
  })

  it('sends no key, and no header that tells who asks', async () => {
    vi.stubEnv('OLLAMA_API_KEY', 'secret')
    await using ollama = await startScriptedOllama()
    const server = openOllama({ host: ollama.host })
    await server.models()
    for await (const part of server.chat(request, never)) expect(part).toBeDefined()
    const sent: Record<string, string>[] = []
    const cloud = connect('https://ollama.com:443', async (_, init) => {
      sent.push(init?.headers as Record<string, string>)
      return Response.json({ models: [] })
    })
    await cloud.call((client) => client.list(), { timeoutMs: 30_000 })
    expect(JSON.stringify([ollama.requests.map(({ headers }) => headers), sent])).not.toMatch(
      /secret|authorization/i,
    )
    expect(
      ollama.requests.flatMap(({ headers }) => [headers.origin, headers.referer, headers.cookie]),
    ).toEqual(Array(ollama.requests.length * 3).fill(undefined))
    expect(ollama.questions[0]?.headers['accept-encoding']).toBe('identity')
  })

  it('marks every model of Ollama’s own servers as one that runs elsewhere', async () => {
    const fetch: Fetch = async (url) => {
      if ((url as string).endsWith('/api/show')) return Response.json({ capabilities: ['completion'] })
      return Response.json({ models: [{ name: 'plain:latest', digest: 'd', size: 1 }] })
    }
    expect(await openOllama({ host: 'ollama.com', fetch }).models()).toMatchObject([
      { name: 'plain:latest', cloud: true },
    ])
  })

  it('says nothing on the console, whatever comes', async () => {
    const spies = (['log', 'warn', 'error', 'info'] as const).map((name) => vi.spyOn(console, name))
    await using server = await listen((_, response) => response.writeHead(500).end('not JSON'))
    const model = openOllama({ host: server.host })
    await model.status()
    await expect(model.models()).rejects.toMatchObject({ code: 'ollama_failed' })
    for (const spy of spies) expect(spy).not.toHaveBeenCalled()
  })

  it('does not read a list without end', async () => {
    await using server = await listen((_, response) => {
      const piece = 'x'.repeat(1024 * 1024)
      response.write('{"models":[{"name":"')
      const more = (): void => void (response.destroyed || response.write(piece, () => setImmediate(more)))
      more()
    })
    await expect(openOllama({ host: server.host }).models()).rejects.toMatchObject({
      code: 'ollama_protocol',
    })
  })

  it('reaches a server behind a path', async () => {
    const paths: (string | undefined)[] = []
    await using server = await listen((incoming, response) => {
      paths.push(incoming.url)
      response.setHeader('Content-Type', 'application/json')
      response.end('{"version":"1.2.3"}')
    })
    expect(await openOllama({ host: `${server.url}/ollama/` }).status()).toEqual({
      state: 'running',
      version: '1.2.3',
      address: `${server.url}/ollama`,
    })
    expect(paths).toEqual(['/ollama/api/version'])
  })

  it('lets a fetch of somebody else carry it', async () => {
    await using ollama = await startScriptedOllama()
    const real = createFetch()
    let calls = 0
    const fetch: Fetch = (url, init) => {
      calls += 1
      return real(url, init)
    }
    await openOllama({ host: ollama.host, fetch }).status()
    expect(calls).toBe(1)
  })
})
