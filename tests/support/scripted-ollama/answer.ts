import { randomBytes } from 'node:crypto'
import { numCtxOf, countTokens, type ChatBody } from './chat-body.ts'
import type { Exchange } from './exchange.ts'
import type { ScriptedOllamaModel } from './models.ts'
import { pause, paced, settled } from './pace.ts'
import { tokenize, type Reply, type ScriptedCall } from './reply.ts'
import { beginStream, goJson, sendBody, sendError, sendJson, timestamp } from './wire.ts'

/** One token of an answer. */
interface Piece {
  readonly kind: 'thinking' | 'content'
  readonly text: string
}

const runnerDied = 'an error was encountered while running the model: unexpected EOF'

/** Plays a reply over HTTP, as a stream or whole. */
export async function playReply(
  exchange: Exchange,
  body: ChatBody,
  model: ScriptedOllamaModel,
  reply: Reply,
): Promise<void> {
  const { response, signal } = exchange
  const { fault } = reply
  if (typeof fault === 'object') {
    if (typeof fault.body !== 'string') return sendJson(response, fault.status, fault.body)
    return sendBody(response, fault.status, fault.body, { type: 'text/plain; charset=utf-8' })
  }
  const started = performance.now()
  if (fault === 'never') return settled(new Promise(() => {}), signal)
  if (reply.hold) await settled(reply.hold, signal)
  if (reply.firstTokenAfterMs !== undefined) await pause(reply.firstTokenAfterMs, signal)
  if (signal.aborted) return
  const telling: Telling = { exchange, body, model, reply, started, begun: performance.now() }
  await (body.stream === false ? playWhole(telling) : playStream(telling))
}

interface Telling {
  readonly exchange: Exchange
  readonly body: ChatBody
  readonly model: ScriptedOllamaModel
  readonly reply: Reply
  readonly started: number
  readonly begun: number
}

async function playStream(telling: Telling): Promise<void> {
  const { exchange, body, model, reply } = telling
  const { response, signal, write } = exchange
  const line = (message: object, rest: object = { done: false }): Promise<void> =>
    write(`${goJson({ model: body.model, created_at: timestamp(), message, ...rest })}\n`)
  const limit = limitOf(body)
  const faultAt = faultPosition(telling)
  beginStream(response)
  let count = 0
  let cutByLimit = false
  for await (const { kind, text } of paced(pieces(telling), reply.tokensPerSecond, signal)) {
    if (count === faultAt && (await playFault(telling))) return
    if (count === limit) {
      cutByLimit = true
      break
    }
    await line(kind === 'thinking' ? { ...said(''), thinking: text } : said(text))
    count += 1
  }
  if (signal.aborted) return
  // Asked again: an answer by hand learns only now how it ends.
  if (reply.fault !== undefined && count <= faultAt && (await playFault(telling))) return
  const calls = callsOf(reply, model)
  const inTheEnd = (model.template ?? 'gguf') === 'gguf'
  if (!inTheEnd) for (const call of calls) await line({ ...said(''), tool_calls: [call] })
  const last = { ...said(''), ...(inTheEnd && calls.length > 0 && { tool_calls: calls }) }
  await line(last, ending(telling, count, cutByLimit))
  response.end()
}

/** With `stream: false` everything comes at once, and an error has a real status. */
async function playWhole(telling: Telling): Promise<void> {
  const { exchange, body, model, reply } = telling
  const { response, signal } = exchange
  if (reply.fault === 'die-midstream') return exchange.cut()
  if (reply.fault) return sendError(response, 500, reply.error ?? runnerDied)
  const limit = limitOf(body)
  const got: Piece[] = []
  let cutByLimit = false
  for await (const piece of paced(pieces(telling), reply.tokensPerSecond, signal)) {
    cutByLimit = got.length === limit
    if (cutByLimit) break
    got.push(piece)
  }
  if (signal.aborted) return
  const joined = (kind: Piece['kind']): string => got.map((p) => (p.kind === kind ? p.text : '')).join('')
  const thinking = joined('thinking')
  const calls = callsOf(reply, model)
  sendJson(response, 200, {
    model: body.model,
    created_at: timestamp(),
    message: {
      ...said(joined('content')),
      ...(thinking !== '' && { thinking }),
      ...(calls.length > 0 && { tool_calls: calls }),
    },
    ...ending(telling, got.length, cutByLimit),
  })
}

const said = (content: string) => ({ role: 'assistant', content })

async function* pieces({ body, model, reply }: Telling): AsyncGenerator<Piece> {
  const thinks = model.capabilities.includes('thinking') && body.think !== false
  if (thinks) for (const text of tokenize(reply.thinking ?? '')) yield { kind: 'thinking', text }
  for await (const text of reply.tokens ?? tokenize(reply.text ?? '')) yield { kind: 'content', text }
}

function limitOf({ options }: ChatBody): number {
  const limit = options?.['num_predict']
  return typeof limit === 'number' && limit >= 0 ? limit : Infinity
}

function faultPosition({ reply }: Telling): number {
  if (reply.fault === undefined) return Infinity
  if (reply.faultAfter !== undefined) return reply.faultAfter
  const tokens = reply.tokens ?? tokenize(reply.text ?? '')
  return Array.isArray(tokens) ? Math.floor(tokens.length / 2) : 0
}

/** True when nothing comes after the fault. */
async function playFault({ exchange, body, reply }: Telling): Promise<boolean> {
  const { response, signal, write } = exchange
  switch (reply.fault) {
    case 'die-midstream':
      response.flushHeaders()
      exchange.cut()
      return true
    case 'error-midstream':
      await write(`${goJson({ error: reply.error ?? runnerDied })}\n`)
      response.end()
      return true
    case 'eof-without-done':
      response.end()
      return true
    case 'stall':
      response.flushHeaders()
      await settled(new Promise(() => {}), signal)
      return true
    case 'giant-line':
      await write(`{"model":${JSON.stringify(body.model)},"message":{"role":"assistant","content":"`)
      for (let sent = 0; sent < 64 && !signal.aborted; sent += 1) await write('x'.repeat(1_048_576))
      if (!signal.aborted) response.end()
      return true
    case 'bad-line':
      await write('{"model":"tiny","created_at":"2026-11-\n')
      return false
    default:
      return false
  }
}

function callsOf({ calls = [] }: Reply, { template = 'gguf' }: ScriptedOllamaModel): readonly object[] {
  return calls.map(({ name, arguments: input }: ScriptedCall, index) => ({
    id: template === 'gguf' ? letters(32) : `call_${letters(8).toLowerCase()}`,
    function: { index, name, arguments: input },
  }))
}

function letters(length: number): string {
  return randomBytes(length * 2)
    .toString('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, length)
    .padEnd(length, '0')
}

/** The end of the last object: durations in nanoseconds. */
function ending(telling: Telling, count: number, cutByLimit: boolean): object {
  const { body, reply, started, begun } = telling
  const now = performance.now()
  const ns = (ms: number): number => Math.round(ms * 1e6)
  const window = numCtxOf(body)
  const prompt = countTokens(body.messages)
  return {
    done: true,
    done_reason: cutByLimit ? 'length' : (reply.doneReason ?? 'stop'),
    total_duration: ns(now - started),
    load_duration: ns(begun - started) + 1_193_524,
    // What is longer is cut without a word, to about half the window.
    prompt_eval_count: prompt < window ? prompt : Math.floor(window / 2) + 2,
    prompt_eval_duration: 1_386_000,
    eval_count: cutByLimit ? count : count + 1,
    eval_duration: ns(now - begun),
  }
}
