import { request as httpRequest } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { ScriptedOllamaModel } from './models.ts'
import { readRecording, recordingNames, type Recording } from './recording.ts'
import type { Reply, ScriptedCall } from './reply.ts'
import { startScriptedOllama } from './start.ts'

/** The models of the recordings. */
const models: readonly ScriptedOllamaModel[] = [
  ...['tiny', 'tiny-slow'].map((name) => model(name, [])),
  model('tiny-tools', ['tools']),
  model('tiny-think', ['thinking']),
  model('tiny-thinktools', ['tools', 'thinking']),
  model('tiny-go', [], 'modelfile'),
  model('tiny-gotools', ['tools'], 'modelfile'),
  model('tiny-gothink', ['thinking'], 'modelfile'),
  { name: 'tiny-embed:latest', capabilities: ['embedding'] },
]

function model(name: string, more: string[], template: 'gguf' | 'modelfile' = 'gguf'): ScriptedOllamaModel {
  return { name: `${name}:latest`, capabilities: ['completion', ...more], template }
}

/** What the scripted server does not imitate, and why. */
const unlike: Readonly<Record<string, string>> = {
  'chat-format-badschema': 'it looks into no schema',
  'chat-go-format-badschema': 'it looks into no schema',
  'chat-logprobs': 'it has no probabilities',
  'chat-history-too-long-truncate-false': 'it counts tokens roughly',
  'chat-history-too-long-truncate-false-go': 'it counts tokens roughly',
  'embed-too-long-truncate-false': 'it counts tokens roughly',
  'chat-after-runner-killed': 'the same as others',
  'chat-client-disconnect': 'the recorder hung up',
  'chat-server-sigkill': 'played by a fault',
  'chat-server-sigterm': 'played by a fault',
  'queue-full-3': 'played by a status',
  'queue-full-4': 'played by a status',
  'show-verbose': 'it has no vocabulary',
  'tags-after-pull': 'nothing is pulled before it',
  'tags-after-pull-disconnect': 'nothing is pulled before it',
  'pull-no-network': 'played by a fault',
}
const alike = recordingNames().filter(
  (name) => !(name in unlike) && !/^ps-(after|keep)|^show-made/.test(name),
)

interface Line {
  message?: { content: string; thinking?: string; tool_calls?: { function: ScriptedCall }[] }
  done_reason?: string
  error?: string
}

/** The script that a recorded answer follows. */
function scriptOf({ response }: Recording): Reply {
  const lines = response.chunks
    .flatMap(({ data }) => data.split('\n'))
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line)
  const messages = lines.flatMap(({ message }) => message ?? [])
  const isDead = lines.some(({ error }) => error !== undefined)
  return {
    thinking: messages.flatMap(({ thinking }) => thinking ?? []),
    tokens: messages.flatMap(({ content }) => (content === '' ? [] : content)),
    calls: messages.flatMap(({ tool_calls: calls = [] }) => calls.map((call) => call.function)),
    doneReason: lines.at(-1)?.done_reason ?? 'stop',
    ...(isDead && { fault: 'error-midstream', faultAfter: messages.length }),
  }
}

/**
 * What does not change from call to call: numbers become their kind, ids their length, times their form; of a list of
 * models only the form of the first.
 */
function skeleton(value: unknown, key = '', isForm = false): unknown {
  if (key === 'models') return (value as unknown[]).slice(0, 1).map((one) => skeleton(one, '', true))
  if (Array.isArray(value)) return value.map((one) => skeleton(one, '', isForm))
  if (isForm && typeof value === 'string') return 'text'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'string') return steadyText(value, key)
  if (typeof value !== 'object' || value === null) return value
  // Of a model's description: what stands about each. Some have more.
  if ('model_info' in value)
    return [...described, ...Object.keys(value)].filter((name, at, all) => all.indexOf(name) < at)
  return Object.entries(value).map(([name, inner]) => [name, skeleton(inner, name, isForm)])
}

function steadyText(value: string, key: string): unknown {
  if (key === 'id' || key === 'digest') return value.replaceAll(/[A-Za-z0-9]/g, 'x')
  if (key === 'status') return value.replace(/[0-9a-f]{12}$/, 'x')
  if (key === 'created_at') return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(value)
  return value
}

function linesOf(text: string, contentType: string): unknown {
  if (!contentType.includes('json')) return text
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => skeleton(JSON.parse(line)))
    .filter((line, at, all) => !isProgress(line) || JSON.stringify(line) !== JSON.stringify(all[at - 1]))
}

/** A pull tells as often as it goes on. */
function isProgress(line: unknown): boolean {
  return JSON.stringify(line).includes('completed')
}

/** What `/api/show` says of every model. */
const described = [
  'modelfile',
  'parameters',
  'template',
  'details',
  'model_info',
  'capabilities',
  'modified_at',
]

const changing = new Set(['date', 'content-length'])

describe('the scripted server answers like Ollama', () => {
  it.each(alike)('%s', async (name) => {
    const recording = readRecording(name)
    const { method, path, headers, body } = recording.request
    await using ollama = await startScriptedOllama({ models: name === 'tags-empty' ? [] : models })
    ollama.answer(scriptOf(recording))
    const load = { model: 'tiny', messages: [] }
    if (/^pull-(stream|resume)$/.test(name)) ollama.models = []
    if (name === 'delete') ollama.models = [model('made-copy', [])]
    if (name === 'ps-loaded')
      await fetch(`${ollama.url}/api/chat`, { method: 'POST', body: JSON.stringify(load) })
    const response = await send(`${ollama.url}${path}`, method, headers, body)
    const expected = recording.response
    const type = expected.headers.find(([key]) => key === 'Content-Type')?.[1] ?? ''
    const steady = (list: readonly (readonly [string, string])[]) =>
      list.filter(([key]) => !changing.has(key.toLowerCase()))
    expect({
      status: response.statusLine,
      headers: steady(response.headers),
      body: linesOf(response.body, type),
    }).toEqual({
      status: expected.statusLine,
      headers: steady(expected.headers),
      body: linesOf(expected.chunks.map(({ data }) => data).join(''), type),
    })
  })
})

/** One request as it was recorded, and the response with its headers as they were written. */
async function send(url: string, method: string, headers: Readonly<Record<string, string>>, body: string) {
  const { promise, resolve, reject } = Promise.withResolvers<{
    statusLine: string
    headers: [string, string][]
    body: string
  }>()
  const outgoing = httpRequest(url, { method, headers, agent: false }, (response) => {
    let text = ''
    response.setEncoding('utf8')
    response.on('data', (piece: string) => (text += piece))
    response.on('end', () => {
      const raw = response.rawHeaders
      const pairs = raw.flatMap((key, at): [string, string][] => (at % 2 === 0 ? [[key, raw[at + 1]!]] : []))
      const statusLine = `HTTP/${response.httpVersion} ${response.statusCode} ${response.statusMessage}`
      resolve({ statusLine, headers: pairs, body: text })
    })
  })
  outgoing.on('error', reject)
  outgoing.end(body)
  return promise
}
