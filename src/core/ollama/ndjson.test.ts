import { describe, expect, it } from 'vitest'
import { readRecording, recordingNames } from '../../../tests/support/scripted-ollama/recording.ts'
import { AppError } from '../../shared/errors.ts'
import { lineLimit, readJsonLines } from './ndjson.ts'

const utf8 = new TextEncoder()

async function* give(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks
}

/** Everything that came out before the end, and the error that ended it. */
async function read(chunks: Iterable<Uint8Array>, limit?: number) {
  const values: unknown[] = []
  try {
    for await (const value of readJsonLines(give(chunks), limit)) values.push(value)
    return { values, code: null }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { values, code: error.code }
  }
}
const readTexts = (...texts: string[]) => read(texts.map((text) => utf8.encode(text)))

/** The same numbers every time (mulberry32). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const streams = recordingNames()
  .filter((name) => /^(chat|concurrent|queue)/.test(name))
  .map((name) => ({
    name,
    text: readRecording(name)
      .response.chunks.map(({ data }) => data)
      .join(''),
  }))
const valuesIn = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown)

describe('lines of JSON', () => {
  it('may be split anywhere, also inside a character', async () => {
    const text = '{"a":"\u{1f389} wörld"}\n{"b":"你好"}\n'
    const bytes = utf8.encode(text)
    for (let at = 0; at <= bytes.length; at += 1) {
      expect(await read([bytes.subarray(0, at), bytes.subarray(at)])).toEqual({
        values: [{ a: '\u{1f389} wörld' }, { b: '你好' }],
        code: null,
      })
    }
    expect((await read([...bytes].map((byte) => Uint8Array.of(byte)))).values).toHaveLength(2)
  })

  it('may end in \\r\\n, be blank, or lack the last end', async () => {
    expect(await readTexts('{"a":1}\r\n\r\n\n', '  \n{"b":2}')).toEqual({
      values: [{ a: 1 }, { b: 2 }],
      code: null,
    })
    expect(await readTexts()).toEqual({ values: [], code: null })
    expect(await readTexts('')).toEqual({ values: [], code: null })
  })

  it.each([
    ['cut', '{"b":'],
    ['two in one', '{"b":2}{"c":3}'],
    ['HTML', '<html>'],
    ['a comment', '// hello'],
    ['with a byte order mark', '\uFEFF{"b":2}'],
    ['not even close', 'undefined'],
  ])('are refused when one is %s, after what came before it', async (_, line) => {
    expect(await readTexts(`{"a":1}\n${line}\n{"d":4}\n`)).toEqual({
      values: [{ a: 1 }],
      code: 'ollama_protocol',
    })
  })

  it('are refused when one is not UTF-8, and never repaired', async () => {
    const bad = Uint8Array.of(0x22, 0xc3, 0x28, 0x22, 0x0a)
    expect(await read([utf8.encode('{"a":1}\n'), bad])).toEqual({
      values: [{ a: 1 }],
      code: 'ollama_protocol',
    })
    // A character cut off by the end.
    expect(await read([Uint8Array.of(0x22, 0xe4, 0xbd)])).toEqual({ values: [], code: 'ollama_protocol' })
  })

  it('are refused at the limit, in one piece or in many', async () => {
    const fits = JSON.stringify('x'.repeat(98))
    expect(await read([utf8.encode(`${fits}\n`)], 100)).toEqual({ values: ['x'.repeat(98)], code: null })
    expect(await read([utf8.encode(fits.slice(0, 50)), utf8.encode(fits.slice(50))], 100)).toMatchObject({
      code: null,
    })
    const longer = utf8.encode(`${JSON.stringify('x'.repeat(99))}\n`)
    expect(await read([longer], 100)).toEqual({ values: [], code: 'ollama_protocol' })
    expect(await read([longer.subarray(0, 60), longer.subarray(60)], 100)).toEqual({
      values: [],
      code: 'ollama_protocol',
    })
  })

  it('without an end are given up at the limit, not read to their end', async () => {
    const mega = new Uint8Array(1024 * 1024).fill(0x78)
    let taken = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (; taken < 1_000; taken += 1) yield mega
    }
    await expect(readJsonLines(endless()).next()).rejects.toMatchObject({ code: 'ollama_protocol' })
    expect(taken).toBe(lineLimit / mega.length)
  })
})

describe('recorded streams', () => {
  it('are the same however they are cut', async () => {
    const random = randomNumbers(1)
    for (const { name, text } of streams) {
      const bytes = utf8.encode(text)
      const expected = { values: [] as unknown[], code: null }
      expected.values = valuesIn(text)
      for (let round = 0; round < 5; round += 1) {
        const chunks: Uint8Array[] = []
        const longest = [1, 3, 17, 200, 5_000][round]!
        for (let at = 0; at < bytes.length;) {
          const end = at + 1 + random(longest)
          chunks.push(bytes.subarray(at, end))
          at = end
        }
        expect(await read(chunks), `${name}, round ${round}`).toEqual(expected)
      }
    }
  })

  it('are the same cut in two at every byte', async () => {
    const different: string[] = []
    for (const { name, text } of streams.filter((stream) => stream.text.length < 3_500)) {
      const bytes = utf8.encode(text)
      const expected = JSON.stringify(valuesIn(text))
      for (let at = 1; at < bytes.length; at += 1) {
        const { values, code } = await read([bytes.subarray(0, at), bytes.subarray(at)])
        // Comparing as text is many times faster, and every byte of every stream is tried.
        if (code !== null || JSON.stringify(values) !== expected) different.push(`${name} cut at ${at}`)
      }
    }
    expect(different).toEqual([])
  })

  it('that are damaged give only whole lines from before the damage that matters', async () => {
    const random = randomNumbers(2)
    let refused = 0
    for (let round = 0; round < 3_000; round += 1) {
      const { name, text } = streams[random(streams.length)]!
      if (text.length > 20_000) continue
      const bytes = utf8.encode(text)
      for (let hit = random(4); hit >= 0; hit -= 1) bytes[random(bytes.length)] = random(256)
      const { values, code } = await read([
        bytes.subarray(0, bytes.length >> 1),
        bytes.subarray(bytes.length >> 1),
      ])
      expect({ values, code }, `${name}, round ${round}`).toEqual(readSimply(bytes))
      if (code !== null) refused += 1
    }
    expect(refused).toBeGreaterThan(500)
  })
})

/** The same by other means, one line after the other: what a reader may give out and no more. */
function readSimply(bytes: Uint8Array): { values: unknown[]; code: string | null } {
  const values: unknown[] = []
  let start = 0
  for (let at = 0; at <= bytes.length; at += 1) {
    if (at < bytes.length && bytes[at] !== 0x0a) continue
    const line = Buffer.from(bytes.subarray(start, at))
    start = at + 1
    const text = line.toString('utf8')
    if (text.trim() === '') continue
    if (!Buffer.from(text, 'utf8').equals(line)) return { values, code: 'ollama_protocol' }
    try {
      values.push(JSON.parse(text))
    } catch {
      return { values, code: 'ollama_protocol' }
    }
  }
  return { values, code: null }
}
