import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { defaultModels } from '../../../tests/support/scripted-ollama/models.ts'
import { readRecording, recordingNames } from '../../../tests/support/scripted-ollama/recording.ts'
import { startScriptedOllama, type ScriptedOllama } from '../../../tests/support/scripted-ollama/start.ts'
import type { Model } from '../../shared/model.ts'
import { connect, createFetch } from './connection.ts'
import { openOllama } from './open.ts'

let ollama: ScriptedOllama
beforeAll(async () => {
  ollama = await startScriptedOllama()
})
afterAll(() => ollama.stop())
beforeEach(() => {
  ollama.models = [...defaultModels]
  ollama.replay()
})

const list = (): Promise<readonly Model[]> => openOllama({ host: ollama.host }).models()
const shows = () => ollama.requests.filter(({ path }) => path === '/api/show').length

/** What `tags` and the recorded `/api/show` say together. */
const recorded: readonly Model[] = [
  [
    'tiny-think',
    '2a8c539d40a11e3e876cb07514dfb43f8d017e8e5fe8f50195ef146f36e419bf',
    4_000_953,
    ['thinking', 'completion'],
  ],
  [
    'tiny-tools',
    '9f86fb27af55d84a73ee45f98b96ba6e60c2d4889073eac9b9fa38a8ffa1b9a9',
    4_002_649,
    ['tools', 'completion'],
  ],
  [
    'tiny-thinktools',
    '33da685b1f1700b99ac7a660cae75e977fba3374b51abdcaa76a21ed2ffab118',
    4_004_537,
    ['tools', 'thinking', 'completion'],
  ],
  ['tiny', 'd7435da8780b55987e7188f16deaef9a4e356f242caba0c39a8a06198e2353b1', 4_000_728, ['completion']],
  [
    'tiny-gotools',
    '2b608c3ca7982ef6c3a05e4dfc324501091c1bfe3f4b265b7eca3fd08166aeb0',
    4_001_606,
    ['completion', 'tools'],
  ],
  [
    'tiny-embed',
    '43e615158199133c381a6f99602d45a027da6016d5e4fd926ef7646f89e04a27',
    4_000_361,
    ['embedding'],
  ],
  ['tiny-go', '42a6e94c065f7281594a43a4f1b420a7d0373cbf739f312ca756b2b29a0a9af9', 4_000_507, ['completion']],
].map(([name, digest, size, capabilities]) => ({
  name: `${String(name)}:latest`,
  digest: digest as string,
  size: size as number,
  parameterSize: '990K',
  quantization: null,
  contextLength: 4_096,
  capabilities: capabilities as string[],
  cloud: false,
}))

const showsOfModels = [
  'show-tiny',
  'show-tiny-tools',
  'show-tiny-thinktools',
  'show-tiny-think',
  'show-tiny-embed',
  'show-tiny-go',
  'show-tiny-gotools',
]

describe('the recorded list', () => {
  it('has the capabilities that only /api/show knows; what was deleted meanwhile is not in it', async () => {
    // Four of the eleven have no recorded answer and are «not found», as after a deletion.
    ollama.models = []
    ollama.replay('tags', ...showsOfModels)
    expect(await list()).toEqual(recorded)
  })

  it('may be empty', async () => {
    ollama.replay('tags-empty')
    expect(await list()).toEqual([])
  })

  it.each([
    ['tags-after-pull', '127.0.0.1:11590/library/tiny-slow:latest'],
    ['tags-after-pull-disconnect', '127.0.0.1:11590/library/tiny:latest'],
  ])('%s names a model of another registry', async (name, model) => {
    ollama.models = [{ name: model, capabilities: ['completion'] }]
    ollama.replay(name)
    expect((await list()).map((one) => one.name)).toEqual([model])
  })

  it.each([
    ['show-made', ['completion']],
    ['show-name-field', ['completion']],
    ['show-verbose', ['completion']],
  ])('%s can be read', async (name, capabilities) => {
    ollama.models = [{ name: 'other:latest', capabilities: ['insert'] }]
    ollama.replay(name)
    expect((await list()).map((one) => one.capabilities)).toEqual([capabilities])
  })

  it.each([
    [
      'show-unknown',
      'nope',
      'model_missing',
      'The model “nope” is not installed. Choose another one, or install it with: ollama pull nope',
    ],
    ['show-empty', '', 'ollama_refused', 'Ollama refused the request: model is required.'],
    ['show-badname', 'a b/c:d:e', 'ollama_refused', 'Ollama refused the request: invalid model name.'],
  ])('%s is an error of its own', async (name, model, code, message) => {
    ollama.replay(name)
    const connection = connect(ollama.url, createFetch())
    const asking = connection.call((client) => client.show({ model }), { model, timeoutMs: 30_000 })
    await expect(asking).rejects.toMatchObject({ code, message })
  })

  it('has each recording of a list or a model in it', () => {
    const named = [
      ...showsOfModels,
      'tags',
      'tags-empty',
      'tags-after-pull',
      'tags-after-pull-disconnect',
      'show-made',
      'show-name-field',
      'show-verbose',
      'show-unknown',
      'show-empty',
      'show-badname',
    ]
    expect(recordingNames().filter((name) => /^(tags|show)/.test(name))).toEqual(named.toSorted())
  })
})

describe('the list of models', () => {
  it('marks models that run elsewhere, by name, by tag or by their host', async () => {
    const named = ['a:cloud', 'b:120b-Cloud', 'c-cloud:latest', 'soundcloud:latest', 'cloudy:7b', 'd:latest']
    ollama.models = [
      ...named.map((name) => ({ name, capabilities: ['completion'] })),
      { name: 'e:latest', capabilities: ['completion'], remoteHost: 'https://ollama.com:443' },
    ]
    const cloud = (await list()).filter((model) => model.cloud).map((model) => model.name)
    expect(cloud).toEqual(['a:cloud', 'b:120b-Cloud', 'c-cloud:latest', 'e:latest'])
  })

  it('asks about a model once, and again when it has changed', async () => {
    const server = openOllama({ host: ollama.host })
    const before = shows()
    await server.models()
    expect(shows() - before).toBe(4)
    await server.models()
    expect(shows() - before).toBe(4)
    ollama.models[0] = { name: 'tiny:latest', capabilities: ['completion', 'vision'], digest: 'new' }
    const [first] = await server.models()
    expect(first?.capabilities).toEqual(['completion', 'vision'])
    expect(shows() - before).toBe(5)
  })

  it('reads a hundred models without asking for more than four at once', async () => {
    ollama.models = Array.from({ length: 100 }, (_, index) => ({
      name: `m${index}:latest`,
      capabilities: ['completion'],
    }))
    let open = 0
    let most = 0
    const real = createFetch()
    const counted: typeof real = async (url, init) => {
      open += 1
      most = Math.max(most, open)
      try {
        return await real(url, init)
      } finally {
        open -= 1
      }
    }
    const models = await openOllama({ host: ollama.host, fetch: counted }).models()
    expect(models.map((model) => model.name)).toEqual(ollama.models.map((model) => model.name))
    expect(most).toBe(4)
  })

  it('takes what an older server says, who knows no capabilities', async () => {
    const tags = readRecording('tags-after-pull')
    const text = tags.response.chunks[0]!.data.replace(',"capabilities":["completion"]', '').replace(
      /"context_length":4096,/,
      '',
    )
    const show = readRecording('show-name-field')
    const shown = show.response.chunks[0]!.data.replace('"capabilities":["completion"],', '')
    ollama.replay(changed(tags, text), changed(show, shown))
    expect(await list()).toMatchObject([
      { capabilities: ['completion'], contextLength: 4_096, parameterSize: '26.58M' },
    ])
  })

  it('does not let one broken model hide the others', async () => {
    ollama.models = [{ name: 'whole:latest', capabilities: ['completion', 'tools'] }]
    ollama.replay('tags-after-pull', changed(readRecording('show-name-field'), '{"capabilities":"none"}'))
    expect(await list()).toMatchObject([
      { name: '127.0.0.1:11590/library/tiny-slow:latest', capabilities: ['completion'] },
    ])
  })

  it.each([
    ['HTML', '<html>hello</html>'],
    ['wrong types', '{"models":[{"name":7}]}'],
    ['something else', '[]'],
  ])('is refused when it is %s', async (_, text) => {
    ollama.replay(changed(readRecording('tags-empty'), text))
    await expect(list()).rejects.toMatchObject({ code: 'ollama_protocol' })
  })

  it('can be called off', async () => {
    const stop = new AbortController()
    stop.abort()
    await expect(openOllama({ host: ollama.host }).models(stop.signal)).rejects.toMatchObject({
      code: 'cancelled',
    })
  })
})

/** The recording with another body. */
function changed(recording: ReturnType<typeof readRecording>, body: string) {
  const headers = recording.response.headers.map(([name, value]) =>
    name === 'Content-Length' ? ([name, String(Buffer.byteLength(body))] as const) : ([name, value] as const),
  )
  return { ...recording, response: { ...recording.response, headers, chunks: [{ atMs: 0, data: body }] } }
}
