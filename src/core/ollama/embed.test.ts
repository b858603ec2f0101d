import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startScriptedOllama, type ScriptedOllama } from '../../../tests/support/scripted-ollama/start.ts'
import { readRecording } from '../../../tests/support/scripted-ollama/recording.ts'
import type { ModelServer } from './model-server.ts'
import { openOllama } from './open.ts'

let ollama: ScriptedOllama
let server: ModelServer
beforeAll(async () => {
  ollama = await startScriptedOllama()
  server = openOllama({ host: ollama.host })
})
afterAll(() => ollama.stop())
beforeEach(() => ollama.replay())

it('gives a vector for each text, in their order', async () => {
  ollama.replay('embed-many')
  const vectors = await server.embed({ model: 'tiny-embed', texts: ['Hello', 'Bye'] })
  expect(vectors.map(({ length }) => length)).toEqual([128, 128])
  expect(vectors.map(([first]) => first)).toEqual([-0.27623713, expect.any(Number)])
  expect(Math.hypot(...vectors[1]!)).toBeCloseTo(1, 3)
})

it('says which models cannot', async () => {
  ollama.replay('embed-on-chat-model')
  await expect(server.embed({ model: 'tiny', texts: ['Hello'] })).rejects.toMatchObject({
    code: 'model_unsuitable',
  })
  ollama.replay('embed-unknown')
  await expect(server.embed({ model: 'nope', texts: ['x'] })).rejects.toMatchObject({ code: 'model_missing' })
})

it.each([
  ['too few', { embeddings: [[1, 2]] }],
  ['of several lengths', { embeddings: [[1, 2], [1]] }],
  ['no numbers', { embeddings: [['1'], ['2']] }],
  ['none', { embeddings: [] }],
])('takes no vectors that do not fit the texts: %s', async (_, body) => {
  const { request, response, ...recorded } = readRecording('embed-many')
  const answer = { ...response, chunks: [{ atMs: 0, data: JSON.stringify(body) }] }
  ollama.replay({ ...recorded, request, response: answer })
  await expect(server.embed({ model: 'tiny-embed', texts: ['Hello', 'Bye'] })).rejects.toMatchObject({
    code: expect.stringMatching(/^ollama_/),
  })
})
