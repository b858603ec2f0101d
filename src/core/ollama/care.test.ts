import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { defaultModels } from '../../../tests/support/scripted-ollama/models.ts'
import { readRecording } from '../../../tests/support/scripted-ollama/recording.ts'
import { startScriptedOllama, type ScriptedOllama } from '../../../tests/support/scripted-ollama/start.ts'
import type { ModelServer } from './model-server.ts'
import { openOllama } from './open.ts'

let ollama: ScriptedOllama
let server: ModelServer
beforeAll(async () => {
  ollama = await startScriptedOllama()
  server = openOllama({ host: ollama.host })
})
afterAll(() => ollama.stop())
beforeEach(() => {
  ollama.models = [...defaultModels]
  ollama.replay()
})

it('tells which models are in memory, how big they are there, and until when', async () => {
  ollama.replay('ps-loaded')
  expect(await server.loaded()).toEqual([
    { name: 'tiny:latest', size: 12_635_339, sizeVram: 0, numCtx: 2_048, until: '2026-11-23T21:44:42.645Z' },
  ])
  ollama.replay('ps-keepalive-forever')
  expect((await server.loaded()).map(({ until }) => until === null)).toEqual([true, false, false])
  ollama.replay('ps-none')
  expect(await server.loaded()).toEqual([])
})

it('takes a model out of memory, also one that is not in it', async () => {
  const load = { model: 'tiny', messages: [] }
  await fetch(`${ollama.url}/api/chat`, { method: 'POST', body: JSON.stringify(load) })
  expect(await server.loaded()).toHaveLength(1)
  await server.unload('tiny')
  await server.unload('tiny')
  expect(await server.loaded()).toEqual([])
})

it('deletes a model; one that is not there is said to be missing', async () => {
  await server.remove('tiny-tools:latest')
  expect((await server.models()).map(({ name }) => name)).not.toContain('tiny-tools:latest')
  await expect(server.remove('tiny-tools:latest')).rejects.toMatchObject({ code: 'model_missing' })
})

it('knows what a token of the window costs, by the recorded facts of a model', async () => {
  ollama.replay('show-tiny')
  // 3 layers, 4 heads, keys and values of 128 / 4 numbers each, 2 bytes a number.
  const expected = 2 * 3 * 4 * 32 * 2
  expect(await server.details('tiny')).toMatchObject({ architecture: 'llama', bytesPerToken: expected })
})

it.each([
  [
    { 'attention.head_count_kv': 8, 'attention.key_length': 128, 'attention.value_length': 128 },
    2 * 36 * 8 * 128 * 2,
  ],
  [
    { 'attention.head_count_kv': [4, 0, 4], 'attention.key_length': 64, 'attention.value_length': 32 },
    8 * 96 * 2,
  ],
  [{ 'attention.head_count': 0 }, null],
])('of %j that is %j bytes', async (facts, bytes) => {
  const info: Record<string, unknown> = { 'general.architecture': 'qwen3', 'qwen3.block_count': 36 }
  for (const [name, value] of Object.entries(facts)) info[`qwen3.${name}`] = value
  const recording = readRecording('show-tiny')
  const data = JSON.stringify({ model_info: info })
  const headers = [['Content-Type', 'application/json']] as const
  ollama.replay({ ...recording, response: { ...recording.response, headers, chunks: [{ atMs: 0, data }] } })
  expect((await server.details('any')).bytesPerToken).toBe(bytes)
})
