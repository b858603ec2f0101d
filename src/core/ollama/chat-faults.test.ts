import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { collect } from '../../../tests/support/scripted-ollama/collect.ts'
import { startScriptedOllama, type ScriptedOllama } from '../../../tests/support/scripted-ollama/start.ts'
import type { Fault, Reply } from '../../../tests/support/scripted-ollama/reply.ts'
import type { ChatRequest } from './model-server.ts'
import { openOllama, type OllamaOptions } from './open.ts'

let ollama: ScriptedOllama
beforeAll(async () => {
  ollama = await startScriptedOllama()
})
afterEach(() => ollama.answer())
afterAll(() => ollama.stop())

const request: ChatRequest = { model: 'tiny', numCtx: 2_048, messages: [{ role: 'user', content: 'Hello' }] }
const never = new AbortController().signal
const lastRequest = () => ollama.questions.at(-1)!

const ask = (changes: Partial<ChatRequest> = {}, signal = never, options: OllamaOptions = {}) =>
  collect(openOllama({ host: ollama.host, ...options }).chat({ ...request, ...changes }, signal))

describe('a fault', () => {
  const tokens = ['one', ' two', ' three', ' four']
  it.each<[Fault, Partial<Reply>, string, RegExp]>([
    ['die-midstream', {}, 'answer_incomplete', /broke off/],
    ['eof-without-done', {}, 'answer_incomplete', /broke off/],
    ['error-midstream', {}, 'ollama_failed', /The model “tiny” stopped unexpectedly/],
    ['bad-line', {}, 'ollama_protocol', /cannot be read/],
    ['giant-line', {}, 'ollama_protocol', /longer than 8 MB/],
    [
      'error-midstream',
      { error: 'model requires more system memory (9.9 GiB) than is available (2.0 GiB)' },
      'model_out_of_memory',
      /needs 9\.9 GiB, and 2\.0 GiB are free/,
    ],
    ['error-midstream', { error: 'CUDA error: out of memory' }, 'model_out_of_memory', /ran out of memory/],
    [
      'error-midstream',
      { error: '{"error":{"message":"inner"}}' },
      'ollama_failed',
      /could not answer: inner\./,
    ],
  ])('in the middle keeps what came: %j %j', async (fault, more, code, message) => {
    ollama.answer({ tokens, fault, ...more })
    const { text, error } = await ask()
    expect({ text, code: error?.code }).toEqual({ text: 'one two', code })
    expect(error?.message).toMatch(message)
  })

  it('like a line without end is not read to its end', async () => {
    ollama.answer({ tokens, fault: 'giant-line' })
    expect((await ask()).error?.code).toBe('ollama_protocol')
    // The server has 64 MB to say, and is hung up on.
    expect(await lastRequest().ended).toBe('aborted')
  })

  it('that breaks the connection loses no word for a reader who is slow', async () => {
    const hand = ollama.byHand()
    const words = Array.from({ length: 20 }, (_, index) => `${index} `)
    const got: string[] = []
    const reading = (async () => {
      for await (const part of openOllama({ host: ollama.host }).chat(request, never)) {
        if (part.type === 'text') got.push(part.text)
        if (got.length > 1) continue
        // While this word is looked at the others arrive, one by one, and the connection ends.
        for (const word of words.slice(1)) {
          hand.say(word)
          await wait(2)
        }
        hand.cut()
        await hand.closed
        await wait(50)
      }
    })()
    await hand.asked
    hand.say(words[0]!)
    await expect(reading).rejects.toMatchObject({ code: 'answer_incomplete' })
    expect(got).toEqual(words)
  })

  it.each([
    [
      500,
      { error: 'llama runner process has terminated: signal: killed' },
      'ollama_failed',
      /stopped unexpectedly/,
    ],
    [500, { error: 'unable to load model: /blobs/sha256-x' }, 'ollama_failed', /unable to load model/],
    [500, '<html>Internal Server Error</html>', 'ollama_failed', /could not answer \(500\)/],
    [502, '', 'ollama_failed', /could not answer \(502\)/],
    [503, '', 'ollama_busy', /too much to do/],
    [429, { error: 'slow down' }, 'ollama_busy', /slow down/],
    [401, { error: 'unauthorized', signin_url: 'https://ollama.com/x' }, 'ollama_refused', /sign in/],
    [401, '', 'ollama_refused', /wants a password/],
    [
      403,
      { error: 'ollama cloud is disabled: remote inference is unavailable' },
      'model_unsuitable',
      /somebody else’s computer/,
    ],
    [404, 'Not Found', 'ollama_protocol', /is not Ollama \(it says 404\)/],
    [400, { error: 'the input length exceeds the context length' }, 'context_exceeded', /too long/],
    [
      400,
      { error: 'the prompt is longer than the context length currently available' },
      'context_exceeded',
      /too long/,
    ],
    [400, { error: { message: 'an object' } }, 'ollama_refused', /an object/],
    [400, { unknown: true }, 'ollama_protocol', /is not Ollama/],
    [400, { error: 7 }, 'ollama_protocol', /is not Ollama/],
  ])('before the first word has a sentence of its own: %j %j', async (status, body, code, message) => {
    ollama.answer({ fault: { status, body } })
    const { parts, error } = await ask()
    expect({ parts, code: error?.code }).toEqual({ parts: [], code })
    expect(error?.message).toMatch(message)
    expect(error?.cause).toMatchObject({ message: expect.stringContaining(`HTTP ${status}`) })
  })

  it.each([
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '7'],
    ['text where text is not', '{"message":{"role":"assistant","content":7},"done":false}'],
    ['done as a word', '{"message":{"role":"assistant","content":"x"},"done":"no"}'],
    ['no done', '{"message":{"role":"assistant","content":"x"}}'],
    [
      'a call without a name',
      '{"message":{"content":"","tool_calls":[{"function":{"arguments":{}}}]},"done":false}',
    ],
    ['negative counts', '{"message":{"content":""},"done":true,"eval_count":-1}'],
  ])('in the form of an object is refused: %s', async (_, line) => {
    const { error, parts } = await serve(`${line}\n`)
    expect({ parts, code: error?.code }).toEqual({ parts: [], code: 'ollama_protocol' })
  })

  it.each(['"{}"', '7', '[]', 'null'])(
    'is not %s as the arguments of a call: whoever offered it judges them',
    async (given) => {
      const line = `{"message":{"content":"","tool_calls":[{"function":{"name":"a","arguments":${given}}}]},"done":false}`
      const { parts } = await serve(`${line}\n`)
      const args: unknown = JSON.parse(given)
      expect(parts).toEqual([{ type: 'call', call: { name: 'a', arguments: args ?? {} } }])
    },
  )

  it('is not a field that a newer server adds', async () => {
    const { error, parts } = await serve(
      '{"new":1,"message":{"role":"assistant","content":"x","more":[]},"done":true,"done_reason":"stop","tokens":{}}\n',
    )
    expect(error).toBeNull()
    expect(parts).toMatchObject([
      { type: 'text', text: 'x' },
      { type: 'end', reason: 'stop' },
    ])
  })

  it('may be that nobody is there', async () => {
    await ollama.stop()
    try {
      const { error } = await ask()
      expect(error).toMatchObject({
        code: 'ollama_not_running',
        message: `Ollama is not running at ${ollama.url}. Open the Ollama app, or run: ollama serve`,
      })
    } finally {
      await ollama.start()
    }
  })

  it('may be that the server dies before its first word', async () => {
    ollama.answer({ fault: 'never' })
    const asked = ollama.requests.length
    const asking = ask()
    await ollama.waitForRequest((one) => ollama.requests.indexOf(one) >= asked && one.path === '/api/chat')
    await ollama.stop()
    expect((await asking).error?.code).toBe('ollama_failed')
    await ollama.start()
  })
})

/** The answer of a server that sends just this. */
async function serve(text: string) {
  const server = createServer((_, response) => response.end(text)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    return await ask({}, never, { host: `127.0.0.1:${(server.address() as AddressInfo).port}` })
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
