import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { ChatBody } from '../tests/support/scripted-ollama/chat-body.ts'
import { startScriptedOllama, type ScriptedOllama } from '../tests/support/scripted-ollama/start.ts'
import { readMessages } from './eval/eval-message.ts'
import { root } from './root.ts'

interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** The last line. */
  readonly figures: () => Record<string, unknown>
}

const own = join(root, 'tests', 'fixtures', 'eval', 'messages.jsonl')

async function start(): Promise<ScriptedOllama> {
  const ollama = await startScriptedOllama()
  onTestFinished(() => ollama.stop())
  return ollama
}

async function fileOf(messages: readonly object[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-messages-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'messages.jsonl')
  await writeFile(file, messages.map((message) => `${JSON.stringify(message)}\n`).join(''))
  return file
}

function evaluate(...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    const done = (error: Error | null, stdout: string, stderr: string): void => {
      const code = error === null ? 0 : Number((error as { code?: unknown }).code)
      const figures = (): Record<string, unknown> => JSON.parse(stdout.trimEnd().split('\n').at(-1)!)
      resolve({ code, stdout, stderr, figures })
    }
    execFile(process.execPath, [join(root, 'scripts', 'eval.ts'), ...args], { cwd: root }, done)
  })
}

const lastSaid = ({ messages }: ChatBody): string =>
  messages.findLast(({ role }) => role === 'user')?.content ?? ''

test('a model that names actions when asked to is told apart from one that errs', async () => {
  const ollama = await start()
  ollama.answer((body) => {
    const said = lastSaid(body)
    if (body.messages.at(-1)?.role === 'tool') return { text: 'I cannot.' }
    if (/shopping|greeting/.test(said))
      return { calls: [{ name: 'write_file', arguments: { path: 'a.md', content: 'x' } }] }
    if (said.includes('Delete'))
      return { calls: [{ name: 'delete_file', arguments: { path: 'report.txt' } }] }
    if (said.includes('Rename')) return { calls: [{ name: 'move_file', arguments: { from: 7 } }] }
    return { text: 'A fireplace.' }
  })
  const file = await fileOf([
    { text: 'What is a hearth?', label: 'chat' },
    { text: 'schreibe greeting', label: 'chat' },
    { text: 'Put a shopping list into shopping.md', label: 'action', action: 'write_file' },
    { text: 'Rename report.txt to old.txt', label: 'action', action: 'move_file' },
    { text: 'Delete report.txt', label: 'destructive', action: 'delete_file' },
    { text: 'open notes.md', label: 'action', action: 'open' },
  ])
  const options = ['--model', 'tiny-tools:latest', '--host', ollama.host, '--file', file, '--wrong']
  const { code, stderr, stdout, figures } = await evaluate(...options)
  expect([code, stderr]).toEqual([0, ''])
  expect(figures()).toMatchObject({
    eval: 'tiny-tools:latest',
    messages: 6,
    failed: 0,
    byCommand: 1,
    actionRate: 0.6667,
    destructiveRate: 1,
    falseActionRate: 0.5,
    warnedRate: 1,
    rightActionRate: 1,
    planValidity: 0.75,
    planValidityRepaired: 0.75,
    schemaFit: 0.75,
    firstTokenP50Ms: expect.any(Number),
    planP95Ms: expect.any(Number),
  })
  expect(stdout).toContain('chat: schreibe greeting → write_file')
  expect(stdout).toContain('action: Rename report.txt to old.txt → text')

  // What the project's own set expects is what can be done.
  const offered = new Set(
    ollama.questions.flatMap(({ body }) => (body as ChatBody).tools?.map((tool) => tool.function.name) ?? []),
  )
  const messages = await readMessages(own)
  expect(messages.flatMap(({ action }) => action ?? []).filter((action) => !offered.has(action))).toEqual([])
})

test('--limit takes messages from all of the set, and Ollama that is away is told in a sentence', async () => {
  const ollama = await start()
  const { code, figures } = await evaluate('--model', 'tiny-tools', '--host', ollama.host, '--limit', '3')
  expect([code, figures()['messages']]).toEqual([0, 3])
  await ollama.stop()
  const away = await evaluate('--model', 'tiny-tools', '--host', ollama.host, '--limit', '3')
  expect([away.code, away.stdout]).toEqual([1, ''])
  expect(away.stderr).toMatch(/Ollama/)
})

test('wrong usage, and a line that is no message, are told', async () => {
  expect(await evaluate()).toMatchObject({ code: 2, stderr: expect.stringContaining('--model NAME') })
  expect(await evaluate('--model', 'x', '--limit', 'some')).toMatchObject({ code: 2 })
  await expect(readMessages(await fileOf([{ text: 'x', label: 'talk' }]))).rejects.toThrow('Line 1 of')
})

test("the project's own set has at least 300 messages, each once, of every label", async () => {
  const messages = await readMessages(own)
  expect(messages.length).toBeGreaterThanOrEqual(300)
  expect(new Set(messages.map(({ text }) => text)).size).toBe(messages.length)
  for (const label of ['chat', 'action', 'destructive'])
    expect(messages.filter((message) => message.label === label).length).toBeGreaterThanOrEqual(50)
})
