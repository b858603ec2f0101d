import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { collect } from '../../../tests/support/scripted-ollama/collect.ts'
import { startScriptedOllama, type ScriptedOllama } from '../../../tests/support/scripted-ollama/start.ts'
import type { ChatPart, ChatRequest } from './model-server.ts'
import { createFetch, withoutTimeLimits } from './connection.ts'
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

describe('the request', () => {
  it('always says the window, that it streams, and that nothing may be cut; never more than is asked for', async () => {
    await ask()
    expect(lastRequest().body).toEqual({
      model: 'tiny',
      messages: [{ role: 'user', content: 'Hello' }],
      stream: true,
      truncate: false,
      options: { num_ctx: 2_048 },
    })
  })

  it('has everything else in Ollama’s own words', async () => {
    const input = { type: 'object', properties: { city: { type: 'string' } } }
    await ask({
      model: 'tiny-tools',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Weather?' },
        {
          role: 'assistant',
          content: '',
          thinking: 'Hm.',
          calls: [{ id: 'a', name: 'weather', arguments: { city: 'Paris' } }],
        },
        { role: 'result', content: '21', action: 'weather', callId: 'a' },
      ],
      think: false,
      actions: [{ name: 'weather', description: 'Tells the weather', input }],
      format: input,
      numPredict: 9,
      temperature: 0.5,
      keepAlive: '10m',
    })
    expect(lastRequest().body).toEqual({
      model: 'tiny-tools',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Weather?' },
        {
          role: 'assistant',
          content: '',
          thinking: 'Hm.',
          tool_calls: [{ id: 'a', function: { name: 'weather', arguments: { city: 'Paris' } } }],
        },
        { role: 'tool', content: '21', tool_name: 'weather', tool_call_id: 'a' },
      ],
      stream: true,
      truncate: false,
      options: { num_ctx: 2_048, num_predict: 9, temperature: 0.5 },
      think: false,
      tools: [
        {
          type: 'function',
          function: { name: 'weather', description: 'Tells the weather', parameters: input },
        },
      ],
      format: input,
      keep_alive: '10m',
    })
    // Ollama refuses a text without a unit.
    await ask({ keepAlive: '-1' })
    expect(lastRequest().body).toMatchObject({ keep_alive: -1 })
  })
})

describe('an answer', () => {
  it('is thinking, then text, then its end with what it took', async () => {
    ollama.answer({ thinking: ['Hm', '.'], tokens: ['Hello', ' <you> & \u{1f389}'] })
    const clock = { now: () => new Date(), monotonic: () => (time += 5) }
    let time = 0
    const { parts } = await ask({ model: 'tiny-think' }, never, { clock })
    expect(parts).toEqual([
      { type: 'thinking', text: 'Hm' },
      { type: 'thinking', text: '.' },
      { type: 'text', text: 'Hello' },
      { type: 'text', text: ' <you> & \u{1f389}' },
      {
        type: 'end',
        reason: 'stop',
        usage: {
          promptTokens: expect.any(Number),
          answerTokens: 5,
          loadMs: expect.any(Number),
          totalMs: expect.any(Number),
          firstTokenMs: 5,
        },
      },
    ])
  })

  it.each(['gguf', 'modelfile'] as const)(
    'names its calls, whichever way they come (%s)',
    async (template) => {
      ollama.models.push({
        name: `calls-${template}:latest`,
        capabilities: ['completion', 'tools'],
        template,
      })
      ollama.answer({
        calls: [
          { name: 'a', arguments: { x: [1] } },
          { name: 'b', arguments: {} },
        ],
      })
      const { parts } = await ask({ model: `calls-${template}` })
      expect(parts).toEqual([
        { type: 'call', call: { id: expect.any(String), name: 'a', arguments: { x: [1] } } },
        { type: 'call', call: { id: expect.any(String), name: 'b', arguments: {} } },
        expect.objectContaining({ type: 'end', reason: 'stop' }),
      ])
    },
  )

  it('says that a limit cut it', async () => {
    ollama.answer({ tokens: ['a', 'b', 'c', 'd'] })
    const { text, parts } = await ask({ numPredict: 2 })
    expect(text).toBe('ab')
    expect(parts.at(-1)).toMatchObject({ type: 'end', reason: 'length' })
  })

  it('keeps its connection for the next question', async () => {
    const server = openOllama({ host: ollama.host })
    const ports = new Set<unknown>()
    for (let round = 0; round < 10; round += 1) {
      for await (const part of server.chat(request, never)) expect(part).toBeDefined()
      expect(await lastRequest().ended).toBe('answered')
      ports.add(lastRequest().clientPort)
    }
    // A question that is very quick overtakes the end of the answer before it, once.
    expect(ports.size).toBeLessThanOrEqual(2)
  })
})

describe('time', () => {
  it('does not run out before the first word', async () => {
    expect(withoutTimeLimits).toEqual({ headersTimeout: 0, bodyTimeout: 0 })
    const { promise: hold, resolve: load } = Promise.withResolvers<void>()
    ollama.answer({ text: 'Late', hold })
    const patient = ask({}, never, { silenceMs: 20 })
    // With undici's limit on, and low, the same question fails: then both have waited longer than that.
    const impatient = await ask({}, never, { fetch: createFetch({ headersTimeout: 100 }) })
    expect(impatient.error?.code).toBe('ollama_failed')
    load()
    expect(await patient).toMatchObject({ text: 'Late', error: null })
  })

  it('runs out when an answer falls silent in the middle', async () => {
    ollama.answer({ tokens: ['one', ' two'], fault: 'stall', faultAfter: 2 })
    const { text, error } = await ask({}, never, { silenceMs: 100 })
    expect({ text, code: error?.code }).toEqual({ text: 'one two', code: 'ollama_failed' })
    expect(error?.message).toContain('has said nothing for')
    expect(await lastRequest().ended).toBe('aborted')
  })
})

describe('stopping', () => {
  it('before the first word closes the connection at once', async () => {
    ollama.answer({ fault: 'never' })
    const stop = new AbortController()
    const asked = ollama.requests.length
    const asking = ask({}, stop.signal)
    const waiting = await ollama.waitForRequest((one) => ollama.requests.indexOf(one) >= asked)
    stop.abort()
    expect((await asking).error?.code).toBe('cancelled')
    expect(await waiting.ended).toBe('aborted')
  })

  it('before the question is sent sends nothing', async () => {
    const asked = ollama.requests.length
    expect((await ask({}, AbortSignal.abort())).error?.code).toBe('cancelled')
    expect(ollama.requests).toHaveLength(asked)
  })

  it('in the middle gives no further word', async () => {
    const hand = ollama.byHand()
    const stop = new AbortController()
    const parts: ChatPart[] = []
    const reading = (async () => {
      for await (const part of openOllama({ host: ollama.host }).chat(request, stop.signal)) {
        parts.push(part)
        stop.abort()
      }
    })()
    await hand.asked
    hand.say('one')
    hand.say(' two')
    await expect(reading).rejects.toMatchObject({ code: 'cancelled', message: 'Stopped.' })
    expect(parts).toEqual([{ type: 'text', text: 'one' }])
    expect(await hand.closed).toBe('aborted')
  })

  it('is also leaving the loop', async () => {
    const hand = ollama.byHand()
    hand.say('one')
    for await (const part of openOllama({ host: ollama.host }).chat(request, never)) {
      expect(part).toEqual({ type: 'text', text: 'one' })
      break
    }
    expect(await hand.closed).toBe('aborted')
  })
})
