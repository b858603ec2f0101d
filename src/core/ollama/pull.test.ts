import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { noNetwork, usualPulling } from '../../../tests/support/scripted-ollama/pull.ts'
import { readRecording } from '../../../tests/support/scripted-ollama/recording.ts'
import { startScriptedOllama, type ScriptedOllama } from '../../../tests/support/scripted-ollama/start.ts'
import type { PullStep } from './model-server.ts'
import { openOllama } from './open.ts'

let ollama: ScriptedOllama
beforeAll(async () => void (ollama = await startScriptedOllama()))
afterAll(() => ollama.stop())
beforeEach(() => {
  ollama.replay()
  Object.assign(ollama.pulling, usualPulling())
})

const never = new AbortController().signal

async function all(model: string, signal = never): Promise<PullStep[]> {
  const steps: PullStep[] = []
  for await (const step of openOllama({ host: ollama.host }).pull(model, signal)) steps.push(step)
  return steps
}

const sizes = (steps: readonly PullStep[]) =>
  new Map(steps.flatMap(({ part }) => (part ? [[part.digest, [part.completed, part.total]] as const] : [])))

it.each(['pull-stream', 'pull-stream-again', 'pull-resume'])(
  '%s is told line by line, to its end',
  async (name) => {
    ollama.replay(name)
    const steps = await all('tiny-slow')
    const lines = readRecording(name)
      .response.chunks.map(({ data }) => data)
      .join('')
    expect(steps).toHaveLength(lines.trim().split('\n').length)
    expect([steps[0], steps.at(-1)]).toEqual([{ status: 'pulling manifest' }, { status: 'success' }])
    expect([...sizes(steps).values()][0]?.[1]).toBe(54_028_096)
  },
)

const there = (name: string) =>
  `There is no model “${name}” where Ollama gets its models. Check its name at ollama.com/library.`

it.each([
  ['pull-manifest-404', 'nope', 'not_found', there('nope')],
  [
    'pull-no-network',
    'llama3.2',
    'network_down',
    'There is no connection to where llama3.2 comes from. Hearth goes on as soon as there is one.',
  ],
  ['pull-bad-name', 'a b', 'ollama_refused', 'Ollama refused the request: invalid model name.'],
  ['pull-empty', '', 'ollama_refused', 'Ollama refused the request: invalid model name.'],
])('%s is an error of its own', async (recording, model, code, message) => {
  ollama.replay(recording)
  await expect(all(model)).rejects.toMatchObject({ code, message })
})

it.each([
  [noNetwork, 'network_down'],
  ['max retries exceeded: unexpected EOF', 'network_down'],
  ['write /models/blobs/sha256-aa-partial: no space left on device', 'disk_full'],
  [
    'pull model manifest: 412: the model you are attempting to pull requires a newer version',
    'ollama_refused',
  ],
  ['pull model manifest: 500: {"errors":[{"code":"UNKNOWN"}]}', 'ollama_failed'],
  [null, 'ollama_failed'],
])('%s in the middle: %s, and the next pull goes on from there', async (error, code) => {
  ollama.pulling.fault = { after: 20_000_000, error }
  await expect(all('tiny-slow')).rejects.toMatchObject({ code })
  expect(ollama.parts.get('tiny-slow:latest')).toBe(20_000_000)
  ollama.pulling.fault = null
  const [first] = sizes((await all('tiny-slow')).slice(0, 2)).values()
  expect(first).toEqual([25_000_000, 54_028_442])
  ollama.models = ollama.models.filter(({ name }) => name !== 'tiny-slow:latest')
})

it('whoever stops it closes the connection', async () => {
  ollama.pulling.holdAt = 1_000_000
  const controller = new AbortController()
  const pulling = all('qwen3:4b', controller.signal)
  const request = await ollama.waitForRequest(({ body }) => body?.model === 'qwen3:4b')
  controller.abort()
  await expect(pulling).rejects.toMatchObject({ code: 'cancelled' })
  expect(await request.ended).toBe('aborted')
  expect(request.body).toEqual({ model: 'qwen3:4b', stream: true })
})
