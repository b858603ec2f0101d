import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { makeDataFolder } from '../../tests/support/data-folder.ts'
import { startScriptedOllama, type ScriptedOllama } from '../../tests/support/scripted-ollama/start.ts'
import { openAssistant } from '../core/assistant.ts'
import type { Conversation } from '../shared/conversation.ts'
import { runCli, startCli } from './test-process.ts'

let ollama: ScriptedOllama
let place: { dataFolder: string; ollamaHost: string }

beforeEach(async () => {
  const folder = await makeDataFolder()
  ollama = await startScriptedOllama()
  place = { dataFolder: folder.path, ollamaHost: ollama.host }
  onTestFinished(async () => {
    await ollama.stop()
    await folder[Symbol.asyncDispose]()
  })
})

async function conversations(): Promise<Conversation[]> {
  await using assistant = await openAssistant(place)
  return [...(await assistant.conversations.list({})).conversations]
}

test('lines of stdin are messages of one conversation, and only answers are on stdout', async () => {
  ollama.answer(({ messages }) => ({ text: `${messages.filter(({ role }) => role === 'user').length}` }))
  const result = await runCli(['chat'], place, 'one\n\n/etc/hosts is a path\n/new\nthree')
  expect([result.code, result.stdout]).toEqual([0, '1\n2\n1\n'])
  expect(await conversations()).toHaveLength(2)
})

test('it says which model answers, and /model lists and changes it', async () => {
  const result = await runCli(['chat'], place, '/model\nHi\n/model tiny-tools\nHi\n/model nope\n/bogus\n')
  const lines = result.stderr.trimEnd().split('\n')
  expect(lines[0]).toBe('tiny:latest answers.')
  expect(lines).toContain('* tiny:latest')
  expect(lines).toContain('  gpt-oss:20b-cloud  (runs on other computers)')
  expect(lines).toContain('tiny-tools:latest answers now.')
  expect(result.stderr).toMatch(/nope is not installed/)
  expect(lines.at(-1)).toBe('There is no command /bogus. /help lists them.')
  expect(ollama.questions.map(({ body }) => body.model)).toEqual(['tiny:latest', 'tiny-tools:latest'])
  expect((await conversations()).map(({ model }) => model)).toEqual(['tiny-tools:latest'])
})

test('--json prints one object for each message', async () => {
  const result = await runCli(['chat', '--json'], place, 'one\ntwo\n')
  const turns = result.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(turns.map(({ messages }) => messages[1].content)).toEqual(['You said: one', 'You said: two'])
  expect(new Set(turns.map(({ conversationId }) => conversationId)).size).toBe(1)
})

test('Ctrl-C stops the answer and not the chat; SIGTERM ends it and keeps what came', async () => {
  const first = ollama.byHand()
  const second = ollama.byHand()
  const cli = startCli(['chat'], place)
  cli.type('one\n')
  await first.asked
  first.say('A long')
  await cli.said('A long')
  cli.kill('SIGINT')
  expect(await first.closed).toBe('aborted')
  cli.type('two\n')
  await second.asked
  second.say('Another')
  await cli.said('Another')
  cli.kill('SIGTERM')
  expect(await cli.ended).toMatchObject({ code: 143, stdout: 'A long\nAnother\n' })
  const [only] = await conversations()
  const shown = await runCli(['conversations', 'show', only!.id, '--json'], place)
  const answers = JSON.parse(shown.stdout).messages.filter(
    ({ role }: { role: string }) => role === 'assistant',
  )
  expect(answers).toMatchObject([
    { content: 'A long', metadata: { status: 'stopped' } },
    { content: 'Another', metadata: { status: 'stopped' } },
  ])
})

test('it begins without Ollama, says so, and goes on when Ollama comes up', async () => {
  await ollama.stop()
  const cli = startCli(['chat', '--model', 'tiny:latest'], place)
  await cli.until(({ stderr }) => /Ollama/.test(stderr))
  cli.type('Anybody?\n')
  await cli.until(({ stderr }) => stderr.trimEnd().split('\n').length > 1)
  await ollama.start()
  cli.type('Hello\n')
  cli.type()
  // The message that nobody answered counts.
  expect(await cli.ended).toMatchObject({ code: 1, stdout: 'You said: Hello\n' })
})

test('a chat goes on with a conversation, and one that is not there is told', async () => {
  await runCli(['ask', 'one'], place)
  const [conversation] = await conversations()
  await runCli(['chat', '--conversation', conversation!.id], place, 'two\n')
  expect(ollama.questions.at(-1)!.body.messages).toHaveLength(4)
  expect(await runCli(['chat', '-c', 'ffffffff'], place, 'two\n')).toMatchObject({ code: 1, stdout: '' })
})
