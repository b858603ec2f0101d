import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRecording, recordingNames, type Recording } from './recording.ts'
import { startScriptedOllama, type ScriptedOllama } from './start.ts'

let ollama: ScriptedOllama
beforeAll(async () => {
  ollama = await startScriptedOllama()
})
afterAll(() => ollama.stop())

/** What went over the wire, byte for byte. */
function wireOf({ request, response }: Recording): string {
  const head = [response.statusLine, ...response.headers.map(([name, value]) => `${name}: ${value}`)].join(
    '\r\n',
  )
  const isChunked = response.headers.some(([, value]) => value === 'chunked')
  const body = response.chunks.map(({ data }) =>
    isChunked ? `${Buffer.byteLength(data).toString(16)}\r\n${data}\r\n` : data,
  )
  const end = isChunked && response.ended === 'complete' && request.method !== 'HEAD' ? '0\r\n\r\n' : ''
  return `${head}\r\n\r\n${body.join('')}${end}`
}

describe('a replayed recording', () => {
  it.each(recordingNames())('%s is the same byte for byte', async (name) => {
    const recording = readRecording(name)
    const { method, path, headers, body } = recording.request
    const expected = wireOf(recording)
    ollama.replay(recording)

    const socket = connect(ollama.port, '127.0.0.1')
    const lines = Object.entries(headers).map(([key, value]) => `${key}: ${value}\r\n`)
    socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
    let got = ''
    const { promise: complete, resolve } = Promise.withResolvers<void>()
    const closed = once(socket, 'close').then(() => 'closed')
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      got += text
      if (got.length >= expected.length) resolve()
    })
    await Promise.race([complete, closed])
    // Only a server that was killed closes a connection by itself.
    const isKilled = recording.response.ended.startsWith('server')
    const soon = new Promise((tell) => setImmediate(tell, 'open'))
    expect(await (isKilled ? closed : Promise.race([closed, soon]))).toBe(isKilled ? 'closed' : 'open')
    socket.destroy()
    expect(got).toBe(expected)
  })
})
