import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { makeDataFolder } from '../../tests/support/data-folder.ts'
import { startScriptedOllama, type ScriptedOllama } from '../../tests/support/scripted-ollama/start.ts'
import { openAssistant } from '../core/assistant.ts'
import { holdChat, type ChatOptions } from './chat.ts'
import type { GlobalOptions } from './session.ts'
import { runCli, startCli } from './test-process.ts'
import { testSession } from './test-session.ts'

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

/** A chat in this process: what was said, and the conversations that there are afterwards. */
async function chat(input: string, options: GlobalOptions & ChatOptions = {}) {
  const session = testSession(place.dataFolder, options)
  await using assistant = await openAssistant(place)
  session.stdin.end(input)
  const code = await holdChat(assistant, session, options)
  const { conversations } = await assistant.conversations.list({})
  return { code, stdout: session.stdout(), stderr: session.stderr(), conversations }
}

test('lines of stdin are messages of one conversation, and only answers are on stdout', async () => {
  ollama.answer(({ messages }) => ({ text: `${messages.filter(({ role }) => role === 'user').length}` }))
  const { code, stdout, conversations } = await chat('one\n\n/etc/hosts is a path\n/new\nthree')
  expect([code, stdout]).toEqual([0, '1\n2\n1\n'])
  expect(conversations).toHaveLength(2)
})

test('it says which model answers, and /model lists and changes it', async () => {
  const result = await chat('/model\nHi\n/model tiny-tools\nHi\n/model nope\n/bogus\n')
  const lines = result.stderr.trimEnd().split('\n')
  expect(lines[0]).toBe('tiny:latest answers.')
  expect(lines).toContain('* tiny:latest')
  expect(lines).toContain('  gpt-oss:20b-cloud  (runs on other computers)')
  expect(lines).toContain('tiny-tools:latest answers now.')
  expect(result.stderr).toMatch(/nope is not installed/)
  expect(lines.at(-1)).toBe('There is no command /bogus. /help lists them.')
  expect(ollama.questions.map(({ body }) => body.model)).toEqual(['tiny:latest', 'tiny-tools:latest'])
  expect(result.conversations.map(({ model }) => model)).toEqual(['tiny-tools:latest'])
})

test('a temporary chat is one conversation, said to leave nothing, and not in the list', async () => {
  ollama.answer(({ messages }) => ({ text: `${messages.filter(({ role }) => role === 'user').length}` }))
  const { stdout, stderr, conversations } = await chat('one\ntwo\n', { temporary: true })
  expect([stdout, conversations]).toEqual(['1\n2\n', []])
  expect(stderr).toContain('Nothing of this stays when you leave.')
  await expect(chat('', { temporary: true, conversation: 'abcd' })).rejects.toThrow(
    '--temporary or --conversation',
  )
})

test('--json prints one object for each message', async () => {
  const { stdout } = await chat('one\ntwo\n', { json: true })
  const turns = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(turns.map(({ messages }) => messages[1].content)).toEqual(['You said: one', 'You said: two'])
  expect(new Set(turns.map(({ conversationId }) => conversationId)).size).toBe(1)
})

test('a chat goes on with a conversation, also when it was begun by ask', async () => {
  const first = await runCli(['ask', '--json', 'one'], place)
  const { conversationId } = JSON.parse(first.stdout)
  const { stderr } = await chat('two\n', { conversation: conversationId.slice(0, 4) })
  expect(ollama.questions.at(-1)!.body.messages).toHaveLength(4)
  expect(stderr).toContain('Going on with “')
})

test('a command makes a plan; without anybody to ask it waits, and reads may be approved beforehand', async () => {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'hearth-chat-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'note.md'), 'text')
  const assistant = await openAssistant(place)
  await assistant.folders.grant(folder)
  await assistant.close()

  const waits = await chat('/files\nHi\n')
  expect([waits.code, waits.stdout]).toEqual([3, 'You said: Hi\n'])
  expect(waits.stderr).toContain('The plan waits until ')
  const reads = await chat('list the files in .\n/help\n', { approve: 'read' })
  expect(reads).toMatchObject({ code: 0, stdout: '1 name:\nnote.md (4 bytes)\n' })
  expect(reads.stderr).toContain('/files [FOLDER]')
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
  await using assistant = await openAssistant(place)
  const [only] = (await assistant.conversations.list({})).conversations
  const { messages } = await assistant.conversations.open(only!.id)
  const answers = messages.filter(({ role }) => role === 'assistant')
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
