import { expect, test } from 'vitest'
import type { Handlers } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import { createGate, type Sender } from './gate.ts'

const id = '0199d5c6-1f0e-7b7a-9d6f-3f1f6f0c9a11'
const page: Sender = { id: 1, ours: true, origin: 'app://hearth', mainFrame: true }

function openGate(handlers: Partial<Handlers>) {
  const lines: { level: string; event: string; fields: unknown }[] = []
  const write = (level: string) => (event: string, fields?: unknown) => {
    lines.push({ level, event, fields })
  }
  const log = { info: write('info'), warn: write('warn'), error: write('error') }
  return { gate: createGate({ handlers: handlers as Handlers, origin: 'app://hearth', log }), lines }
}

test('a request of our page reaches its handler with the parsed input', async () => {
  const asked: unknown[] = []
  const { gate } = openGate({
    async 'conversations.delete'(input) {
      asked.push(input)
      return { contexts: 2, undoable: false }
    },
  })
  expect(await gate(page, 'conversations.delete', { id })).toEqual({
    ok: true,
    data: { contexts: 2, undoable: false },
  })
  expect(asked).toEqual([{ id }])
})

test.each([
  ['a window that is not ours', { ...page, ours: false }],
  ['a frame inside the page', { ...page, mainFrame: false }],
  ['another origin', { ...page, origin: 'https://hearth.example' }],
  ['an origin that only begins like ours', { ...page, origin: 'app://hearth.example' }],
  ['an opaque origin', { ...page, origin: 'null' }],
  ['a frame that is gone', { ...page, origin: null }],
])('%s is refused, whatever it asks', async (_, sender) => {
  const { gate, lines } = openGate({ 'turn.stop': async () => expect.unreachable() })
  const reply = await gate(sender, 'turn.stop', { turnId: id })
  expect(reply).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  expect(lines.map((line) => line.event)).toEqual(['request.refused'])
})

test.each([
  'turn.explode',
  '__proto__',
  'constructor',
  'toString',
  '',
  undefined,
  null,
  7,
  ['turn.stop'],
  { toString: () => 'turn.stop' },
])('the name %j is no request', async (name) => {
  const { gate } = openGate({ 'turn.stop': async () => expect.unreachable() })
  expect(await gate(page, name, { turnId: id })).toMatchObject({ ok: false, error: { code: 'forbidden' } })
})

test.each([undefined, null, 'text', {}, { turnId: 'x' }, { turnId: id, more: 1 }, [id]])(
  'the input %j is refused by its schema',
  async (input) => {
    const { gate } = openGate({ 'turn.stop': async () => expect.unreachable() })
    expect(await gate(page, 'turn.stop', input)).toMatchObject({
      ok: false,
      error: { code: 'invalid_input' },
    })
  },
)

test('an expected failure crosses with its code and its sentence', async () => {
  const { gate } = openGate({
    'models.list': async () => {
      throw new AppError('ollama_not_running', 'Start Ollama.')
    },
  })
  expect(await gate(page, 'models.list', undefined)).toEqual({
    ok: false,
    error: { code: 'ollama_not_running', message: 'Start Ollama.' },
  })
})

test('a bug crosses without its text and is logged whole', async () => {
  const bug = new TypeError('secret')
  const { gate, lines } = openGate({
    'models.list': async () => {
      throw bug
    },
  })
  const reply = await gate(page, 'models.list', undefined)
  expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } })
  expect(JSON.stringify(reply)).not.toContain('secret')
  expect(lines).toEqual([
    { level: 'error', event: 'request.bug', fields: { name: 'models.list', error: bug } },
  ])
})

test('a newer search leaves the one before it; the list, another window and other requests stay', async () => {
  const left: string[] = []
  const waiting = new Map<string, () => void>()
  const wait = (what: string, signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => {
        left.push(what)
        reject(new AppError('cancelled', 'Nobody waits for this any more.'))
      })
      waiting.set(what, () => reject(new AppError('not_found', 'Let go.')))
    })
  const { gate, lines } = openGate({
    'conversations.list': ({ search }, signal) => wait(search ?? 'the list', signal),
    'conversations.open': (_, signal) => wait('a conversation', signal),
  })
  const list = gate(page, 'conversations.list', {})
  const first = gate(page, 'conversations.list', { search: 'a' })
  const elsewhere = gate({ ...page, id: 2 }, 'conversations.list', { search: 'other window' })
  const opened = gate(page, 'conversations.open', { id })
  const second = gate(page, 'conversations.list', { search: 'ab' })
  expect(await first).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  expect(left).toEqual(['a'])
  for (const letGo of waiting.values()) letGo()
  for (const reply of [list, elsewhere, opened, second])
    expect(await reply).toMatchObject({ ok: false, error: { code: 'not_found' } })
  expect(lines.filter(({ event }) => event === 'request.left')).toHaveLength(1)
})
