import { once } from 'node:events'
import { createServer, get } from 'node:http'
import { Socket, type AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterEach, expect, test } from 'vitest'
import { watchConnections, type ConnectionWatch } from './connections.ts'
import { openOllama } from './ollama/open.ts'

const closers: (() => void)[] = []
afterEach(() => closers.splice(0).forEach((close) => close()))

async function serve(): Promise<number> {
  const server = createServer((_, response) => void response.end('{"version":"1"}')).listen(0)
  await once(server, 'listening')
  closers.push(() => server.close().closeAllConnections())
  return (server.address() as AddressInfo).port
}

function watch(ollamaHost: string): ConnectionWatch {
  const watched = watchConnections({ ollamaHost, clock: { now: () => new Date('2030-01-01T12:00:00Z') } })
  closers.push(watched.close)
  return watched
}

async function load(url: string): Promise<void> {
  const request = get(url, { agent: false })
  const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream]
  await once(response.resume(), 'end')
}

test('talking to Ollama on this computer counts as that, and as nothing else', async () => {
  const port = await serve()
  const { counts } = watch(`localhost:${port}`)
  await openOllama({ host: `localhost:${port}` }).status()
  expect(counts()).toMatchObject({ elsewhere: 0, places: [], refused: 0 })
  expect(counts().ollama).toBeGreaterThan(0)
})

test('whatever else is connected to is counted by whoever does it, with its address', async () => {
  const [port, other] = [await serve(), await serve()]
  const watched = watch(`127.0.0.1:${port}`)
  await load(`http://127.0.0.1:${other}/`)
  await fetch(`http://127.0.0.1:${other}/`).then((response) => response.text())
  const socket = new Socket().connect(other, '127.0.0.1')
  await once(socket, 'connect')
  socket.destroy()
  watched.refused()
  expect(watched.counts()).toEqual({
    since: '2030-01-01T12:00:00.000Z',
    ollama: 0,
    elsewhere: 3,
    places: [{ address: `127.0.0.1:${other}`, count: 3, lastAt: '2030-01-01T12:00:00.000Z' }],
    refused: 1,
  })
})

test('an Ollama on another computer is elsewhere, and the port of ours there as well', async () => {
  const port = await serve()
  const remote = watch(`ollama.example:${port}`)
  await load(`http://127.0.0.1:${port}/`)
  expect(remote.counts()).toMatchObject({ ollama: 0, elsewhere: 1 })
  const card = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')
  // Where there is a network card to call by.
  if (!card) return
  const local = watch(`127.0.0.1:${port}`)
  await load(`http://${card.address}:${port}/`)
  expect(local.counts()).toMatchObject({ ollama: 0, elsewhere: 1 })
})

test('an OLLAMA_HOST that is no address hinders no counting', async () => {
  const port = await serve()
  const { counts } = watch('http://a b')
  await load(`http://127.0.0.1:${port}/`)
  expect(counts().elsewhere).toBe(1)
})
