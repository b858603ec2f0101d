import { createServer, type Server } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { readRecording } from '../../../tests/support/scripted-ollama/recording.ts'
import { startScriptedOllama } from '../../../tests/support/scripted-ollama/start.ts'
import { connect, createFetch } from './connection.ts'
import { openOllama, type OllamaOptions } from './open.ts'
import { readStatus } from './status.ts'

const computer = (isInstalled: boolean) => ({
  platform: 'linux' as const,
  env: { PATH: '/bin' },
  isProgram: async () => isInstalled,
})
const status = (host: string, options: Partial<OllamaOptions> = {}) =>
  openOllama({ host, computer: computer(true), ...options }).status()

/** A port where nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function listen(server: Server): Promise<{ host: string } & AsyncDisposable> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    host: `127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.close()
    },
  }
}

describe('the state of Ollama', () => {
  it('is running, with its version', async () => {
    await using ollama = await startScriptedOllama()
    ollama.replay('version')
    expect(await status(ollama.host)).toEqual({ state: 'running', version: '0.32.15', address: ollama.url })
  })

  it('is stopped when nobody listens, and running as soon as somebody does', async () => {
    await using ollama = await startScriptedOllama()
    await ollama.stop()
    const server = openOllama({ host: ollama.host, computer: computer(true) })
    expect(await server.status()).toEqual({
      state: 'stopped',
      address: ollama.url,
      message: `Ollama is not running at ${ollama.url}. Open the Ollama app, or run: ollama serve`,
    })
    await ollama.start()
    expect(await server.status()).toMatchObject({ state: 'running' })
  })

  it('is not installed when nobody listens at the usual place and there is no program', async () => {
    const connection = connect(`http://127.0.0.1:${await freePort()}`, createFetch())
    const options = { onThisComputer: true, isUsual: true, timeoutMs: 30_000 }
    expect(await readStatus(connection, { ...options, computer: computer(false) })).toEqual({
      state: 'not_installed',
      address: connection.address,
      message: 'Ollama is not installed. Get it from https://ollama.com/download and open it once.',
    })
    const elsewhere = await readStatus(connection, { ...options, isUsual: false, computer: computer(false) })
    expect(elsewhere).toMatchObject({
      state: 'stopped',
      message: expect.stringContaining('if it is not installed, get it from https://ollama.com/download'),
    })
    const remote = await readStatus(connection, {
      ...options,
      onThisComputer: false,
      computer: computer(false),
    })
    expect(remote).toMatchObject({ state: 'stopped' })
  })

  it.each(['host-foreign', 'origin-null', 'origin-foreign'])(
    'is unusable when it refuses us (%s)',
    async (name) => {
      await using ollama = await startScriptedOllama()
      ollama.replay(name)
      expect(await status(ollama.host)).toEqual({
        state: 'unusable',
        address: ollama.url,
        message: `Ollama at ${ollama.url} does not accept requests from this program (403). Its OLLAMA_HOST and OLLAMA_ORIGINS say whom it serves.`,
      })
    },
  )

  it.each([
    ['unknown-path', 'it says 404'],
    ['method-not-allowed', 'it says 405'],
    ['get-root', 'it does not speak JSON'],
    ['status', 'it has no version'],
  ])('is unusable when something else answers (%s)', async (name, why) => {
    await using ollama = await startScriptedOllama()
    const recording = readRecording(name)
    ollama.replay({ ...recording, request: { ...recording.request, method: 'GET', path: '/api/version' } })
    expect(await status(ollama.host)).toEqual({
      state: 'unusable',
      address: ollama.url,
      message: `What answers at ${ollama.url} is not Ollama (${why}). Check OLLAMA_HOST, and that no other program uses this port.`,
    })
  })

  it('is unusable when what answers does not speak HTTP', async () => {
    const server = createServer((socket) => socket.end('220 mail.example ESMTP\r\n'))
    await using other = await listen(server)
    expect(await status(other.host)).toMatchObject({
      state: 'unusable',
      message: expect.stringContaining('is not Ollama (it does not speak HTTP)'),
    })
  })

  it('is unusable when OLLAMA_HOST is no address, and every call says why', async () => {
    const server = openOllama({ host: 'not an address' })
    const message =
      'OLLAMA_HOST is set to “not an address”, which is no address. “not an address” cannot be the name of a computer. Write it like 127.0.0.1:11434, or leave it out.'
    expect(await server.status()).toEqual({ state: 'unusable', address: 'not an address', message })
    await expect(server.models()).rejects.toMatchObject({ code: 'ollama_bad_address', message })
    const chat = server.chat({ model: 'tiny', numCtx: 2_048, messages: [] }, new AbortController().signal)
    await expect(chat[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'ollama_bad_address' })
  })

  it('is unusable when the computer cannot be found', async () => {
    expect(await status('ollama.invalid')).toMatchObject({
      state: 'unusable',
      message:
        'There is no computer to be found at http://ollama.invalid:11434. Check OLLAMA_HOST and the network.',
    })
  })

  it('is unusable when a secure connection is asked of a server that has none', async () => {
    await using ollama = await startScriptedOllama()
    expect(await status(`https://${ollama.host}`)).toMatchObject({
      state: 'unusable',
      message: expect.stringMatching(/no secure connection/),
    })
  })

  it('is unusable at a port that no browser would call', async () => {
    expect(await status('127.0.0.1:6667')).toMatchObject({
      state: 'unusable',
      message: expect.stringContaining('belongs to another kind of service'),
    })
  })

  it('is stopped when it takes a call and says nothing', async () => {
    const silent = createServer(() => {})
    await using server = await listen(silent)
    expect(await status(server.host, { statusTimeoutMs: 50 })).toMatchObject({
      state: 'stopped',
      message: expect.stringContaining('does not answer'),
    })
  })

  it('does not throw when it is called off', async () => {
    const stop = new AbortController()
    stop.abort()
    const server = openOllama({ computer: computer(false) })
    expect(await server.status(stop.signal)).toMatchObject({ state: 'stopped' })
  })
})
