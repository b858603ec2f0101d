import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collect } from '../../../tests/support/scripted-ollama/collect.ts'
import {
  readRecording,
  recordingNames,
  type Recording,
} from '../../../tests/support/scripted-ollama/recording.ts'
import { startScriptedOllama, type ScriptedOllama } from '../../../tests/support/scripted-ollama/start.ts'
import type { AppErrorCode } from '../../shared/errors.ts'
import type { ActionCall, ChatPart } from './model-server.ts'
import { openOllama } from './open.ts'

/** What each recorded answer means, worked out apart from the code under test. */
interface ExpectedAnswer {
  readonly parts: readonly ({ text: string } | { thinking: string } | { call: ActionCall })[]
  readonly end: { readonly reason: string; readonly usage: object } | null
}
const answers = JSON.parse(
  readFileSync(new URL('../../../tests/fixtures/ollama/expected/answers.json', import.meta.url), 'utf8'),
) as Record<string, ExpectedAnswer>

const refused = 'Ollama refused the request: '
const asIs = (said: string): [AppErrorCode, string] => ['ollama_refused', `${refused}${said}.`]
const died = (model: string): [AppErrorCode, string] => [
  'ollama_failed',
  `The model “${model}” stopped unexpectedly while it was working (an error was encountered while running the model: unexpected EOF). Ask again; if it happens again, restart Ollama or choose another model.`,
]
const brokeOff: [AppErrorCode, string] = [
  'answer_incomplete',
  'Ollama broke off before the answer was complete. What came is kept; ask again for the whole.',
]
const busy: [AppErrorCode, string] = [
  'ollama_busy',
  'Ollama has too much to do at the moment. Wait a little and ask again.',
]
const noPictures = (model: string): [AppErrorCode, string] => [
  'model_unsuitable',
  `The model “${model}” cannot look at pictures. Send text alone, or choose a model with vision.`,
]
const noThinking: [AppErrorCode, string] = [
  'model_unsuitable',
  'The model “tiny” cannot think before it answers. Switch thinking off, or choose another model.',
]
const tooLong = (tokens: number): [AppErrorCode, string] => [
  'context_exceeded',
  `This is too long for the model: ${tokens} tokens, and its context window holds 256. Shorten the message, or begin a new conversation.`,
]
const badSchema = `Field 'json_schema': "json_schema": JSON schema conversion failed: Unrecognized schema: {"type":"nonsense"}`

/** Every recorded chat that did not end well, and what a person is told. Refused ones have no entry in `answers`. */
const failures: Readonly<Record<string, readonly [AppErrorCode, string]>> = {
  'chat-bad-keepalive': asIs('time: invalid duration "soon"'),
  'chat-embed-model': [
    'model_unsuitable',
    'The model “tiny-embed” cannot hold a conversation: it was made for something else. Choose another model.',
  ],
  'chat-empty-body': asIs('missing request body'),
  'chat-format-badschema': asIs(badSchema),
  'chat-format-invalid': asIs('invalid format: "\\"xml\\""; expected "json" or a valid JSON Schema object'),
  'chat-go-format-badschema': asIs(badSchema),
  'chat-history-too-long-truncate-false': tooLong(1_129),
  'chat-history-too-long-truncate-false-go': tooLong(1_140),
  'chat-image-bad-base64': asIs('illegal base64 data at input byte 0'),
  'chat-image-dataurl': asIs('illegal base64 data at input byte 4'),
  'chat-image-unsupported': noPictures('tiny'),
  'chat-image-unsupported-go': noPictures('tiny-go'),
  'chat-malformed': asIs('unexpected EOF'),
  'chat-no-model': asIs('model is required'),
  'chat-notjson': asIs("invalid character 'h' looking for beginning of value"),
  'chat-runner-killed': died('tiny-slow'),
  'chat-runner-killed-go': died('tiny-go'),
  'chat-runner-killed-nonstream': died('tiny-slow'),
  'chat-server-sigkill': brokeOff,
  'chat-server-sigterm': brokeOff,
  'chat-think-high-unsupported': noThinking,
  'chat-think-invalid': asIs(
    'invalid think value: "banana" (must be "high", "medium", "low", "max", true, or false)',
  ),
  'chat-think-unsupported': noThinking,
  'chat-tools-args-string': asIs("Value looks like object, but can't find closing '}' symbol"),
  'chat-tools-bad': asIs(
    'json: cannot unmarshal object into Go struct field ChatRequest.tools of type api.Tools',
  ),
  'chat-tools-unsupported': [
    'model_unsuitable',
    'The model “tiny” cannot carry out actions. Choose one that supports tools.',
  ],
  'chat-unknown-model': [
    'model_missing',
    'The model “nope” is not installed. Choose another one, or install it with: ollama pull nope',
  ],
  'chat-wrong-option-type': asIs('option "temperature" must be of type float32'),
  'chat-wrong-type': asIs(
    'json: cannot unmarshal string into Go struct field ChatRequest.messages of type []api.Message',
  ),
  'queue-full-3': busy,
  'queue-full-4': busy,
}

/** The recorder hung up; the server was well and would have gone on. */
const leftOpen = 'chat-client-disconnect'

/** Recordings of what `models.test.ts`, `pull.test.ts`, `care.test.ts`, `embed.test.ts` and `status.test.ts` read, and of what the assistant never asks for. */
const elsewhere =
  /^(tags|show|pull|delete|embed)|^(version|host-foreign|origin-null|origin-foreign|unknown-path|method-not-allowed)$/
const neverAsked = /^(ps-.*|head-.*|get-root|status)$/

const chats = recordingNames().filter((name) => !elsewhere.test(name) && !neverAsked.test(name))

let ollama: ScriptedOllama
beforeAll(async () => {
  ollama = await startScriptedOllama()
})
afterAll(() => ollama.stop())

function replay(recording: Recording) {
  ollama.replay(recording)
  const model = /"model": "([^"]+)"/.exec(recording.request.body)?.[1]
  const server = openOllama({ host: ollama.host, clock: { now: () => new Date(), monotonic: () => 0 } })
  const request = {
    model: model ?? 'tiny',
    numCtx: 2_048,
    messages: [{ role: 'user', content: 'Hi' } as const],
  }
  return collect(server.chat(request, new AbortController().signal))
}

function expectedParts({ parts, end }: ExpectedAnswer): ChatPart[] {
  const said = parts.map((part): ChatPart => {
    if ('call' in part) return { type: 'call', call: part.call }
    return 'text' in part ? { type: 'text', text: part.text } : { type: 'thinking', text: part.thinking }
  })
  if (!end) return said
  const usage = { ...end.usage, ...(parts.length > 0 && { firstTokenMs: 0 }) }
  return [...said, { type: 'end', reason: end.reason, usage }]
}

describe('a recorded chat', () => {
  it.each(chats.filter((name) => name in answers && name !== leftOpen && !(name in failures)))(
    '%s comes out word for word',
    async (name) => {
      const { parts, error } = await replay(readRecording(name))
      expect(error).toBeNull()
      expect(parts).toEqual(expectedParts(answers[name]!))
    },
  )

  it.each(Object.entries(failures))(
    '%s ends with its own error, after all that came',
    async (name, expected) => {
      const { parts, error } = await replay(readRecording(name))
      expect([error?.code, error?.message]).toEqual(expected)
      expect(parts).toEqual(name in answers ? expectedParts(answers[name]!) : [])
    },
  )

  it('that is left open gives its words, and is stopped at once', async () => {
    const recording = readRecording(leftOpen)
    const stop = new AbortController()
    const words = answers[leftOpen]!.parts.length
    ollama.replay(recording)
    const server = openOllama({ host: ollama.host })
    const parts: ChatPart[] = []
    const reading = (async () => {
      for await (const part of server.chat(
        { model: 'tiny-slow', numCtx: 2_048, messages: [] },
        stop.signal,
      )) {
        parts.push(part)
        if (parts.length === words) setImmediate(() => stop.abort())
      }
    })()
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
    expect(parts).toEqual(expectedParts(answers[leftOpen]!))
    expect(await ollama.requests.at(-1)!.ended).toBe('aborted')
  })

  it('is in a table, each of them', () => {
    const known = new Set([...Object.keys(answers), ...Object.keys(failures)])
    expect(chats.filter((name) => !known.has(name))).toEqual([])
    expect([...known].filter((name) => !chats.includes(name))).toEqual([])
    expect(chats.length).toBeGreaterThan(100)
  })
})
