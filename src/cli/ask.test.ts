import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { makeDataFolder } from '../../tests/support/data-folder.ts'
import { startScriptedOllama, type ScriptedOllama } from '../../tests/support/scripted-ollama/start.ts'
import { openAssistant } from '../core/assistant.ts'
import type { Message } from '../shared/message.ts'
import { runCli, startCli, type CliResult } from './test-process.ts'

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

/** The messages of the one conversation that there is. */
async function stored(): Promise<readonly Message[]> {
  await using assistant = await openAssistant(place)
  const [conversation] = (await assistant.conversations.list({})).conversations
  return (await assistant.conversations.open(conversation!.id)).messages
}

test('the answer alone is on stdout, with one end of line, and the exit code is 0', async () => {
  ollama.answer({ text: 'Hello there.', thinking: 'They greet.' })
  const result = await runCli(['ask', 'Hi'], place)
  expect(result).toEqual<CliResult>({ code: 0, stdout: 'Hello there.\n', stderr: '' })
})

test('thinking goes to stderr, and only when asked for', async () => {
  ollama.answer({ text: 'Hello.', thinking: 'They greet.' })
  const result = await runCli(['ask', '--thinking', '--model', 'tiny-think', 'Hi'], place)
  expect(result).toEqual<CliResult>({ code: 0, stdout: 'Hello.\n', stderr: 'They greet.\n\n' })
})

test('--json prints one object with both stored messages', async () => {
  const result = await runCli(['ask', '--json', 'Hi', 'there'], place)
  const said = JSON.parse(result.stdout)
  expect([result.code, result.stderr, result.stdout.trimEnd().includes('\n')]).toEqual([0, '', false])
  expect(Object.keys(said)).toEqual(['conversationId', 'turnId', 'messages', 'firstTokenMs', 'totalMs'])
  expect(said.messages).toEqual(await stored())
  expect(said.messages.map((message: Message) => [message.role, message.content])).toEqual([
    ['user', 'Hi there'],
    ['assistant', 'You said: Hi there'],
  ])
  expect(said.messages[1].metadata).toMatchObject({ status: 'complete', turnId: said.turnId })
  expect(said.firstTokenMs).toBeLessThanOrEqual(said.totalMs)
})

test('the message comes from stdin, and what Postgres cannot hold is replaced', async () => {
  const piped = await runCli(['ask', '-'], place, 'ein\0Herd\r\n')
  expect(piped).toEqual<CliResult>({ code: 0, stdout: 'You said: ein\uFFFDHerd\n', stderr: '' })
})

test('standard input that is too long or no text is refused in a sentence', async () => {
  const broken = await runCli(['ask', '-'], place, Uint8Array.of(0xff, 0xfe))
  expect(broken).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('not UTF-8') })
  const long = await runCli(['ask', '-'], place, 'x'.repeat(1_000_100))
  expect(long).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('longer than 1 MB') })
})

test('a conversation goes on by the beginning of its id', async () => {
  const first = JSON.parse((await runCli(['ask', '--json', 'one'], place)).stdout)
  ollama.answer(({ messages }) => ({ text: `${messages.length} messages` }))
  const again = await runCli(['ask', '--conversation', first.conversationId.slice(0, 6), 'two'], place)
  // What Hearth says of itself, one, its answer, two.
  expect(again).toMatchObject({ code: 0, stdout: '4 messages\n' })
  expect(await stored()).toHaveLength(4)
})

test('Ctrl-C stops the turn, keeps what came and ends with 130', async () => {
  const hand = ollama.byHand()
  const cli = startCli(['ask', 'Tell me a story'], place)
  await hand.asked
  hand.say('In the beginning')
  await cli.said('beginning')
  cli.kill('SIGINT')
  expect(await cli.ended).toEqual<CliResult>({
    code: 130,
    stdout: 'In the beginning\n',
    stderr: 'Stopped. What came is kept.\n',
  })
  expect(await hand.closed).toBe('aborted')
  const [, answer] = await stored()
  expect(answer).toMatchObject({ content: 'In the beginning', metadata: { status: 'stopped' } })
})

test('SIGTERM ends a wait before the first word with 143, and the question is kept', async () => {
  ollama.answer({ fault: 'never' })
  const cli = startCli(['ask', '--json', 'Are you there?'], place)
  await ollama.waitForRequest()
  cli.kill('SIGTERM')
  const { code, stdout } = await cli.ended
  expect(code).toBe(143)
  expect(JSON.parse(stdout)).toMatchObject({
    firstTokenMs: null,
    messages: [{ content: 'Are you there?' }, {}],
  })
})

test('a reader that goes away stops the turn without a word, and what came is kept', async () => {
  const hand = ollama.byHand()
  const cli = startCli(['ask', 'Tell me a story'], place)
  await hand.asked
  hand.say('Once')
  await cli.said('Once')
  cli.stopReading()
  hand.say(' upon')
  expect(await cli.ended).toEqual<CliResult>({ code: 141, stdout: 'Once', stderr: '' })
  const [, answer] = await stored()
  expect(answer).toMatchObject({ content: 'Once upon', metadata: { status: 'stopped' } })
})

test('an answer that breaks off is printed as far as it came, and the exit code is 1', async () => {
  ollama.answer({
    text: 'one two three four',
    fault: 'error-midstream',
    faultAfter: 2,
    error: 'out of memory',
  })
  const result = await runCli(['ask', 'Count'], place)
  expect([result.code, result.stdout]).toEqual([1, 'one two\n'])
  expect(result.stderr.trim().split('\n')).toHaveLength(1)
  const [, answer] = await stored()
  expect(answer).toMatchObject({ content: 'one two', metadata: { status: 'failed' } })
})

test('without Ollama the question is kept, the sentence is on stderr, and --json still tells all', async () => {
  await ollama.stop()
  const result = await runCli(['ask', '--json', 'Hi'], place)
  const said = JSON.parse(result.stdout)
  expect(result.code).toBe(1)
  expect(result.stderr).toMatch(/Ollama/)
  expect(said).toMatchObject({
    firstTokenMs: null,
    messages: [{ content: 'Hi' }, { metadata: { status: 'failed' } }],
  })
})

test('a data folder that another process holds is left alone', async () => {
  const holder = startCli(['chat'], place)
  holder.type('Hi\n')
  await holder.said('You said: Hi')
  const refused = await runCli(['ask', 'Hi'], place)
  expect(refused).toEqual<CliResult>({
    code: 1,
    stdout: '',
    stderr: `Hearth is already open (process ${holder.pid})\n`,
  })
  holder.type()
  expect((await holder.ended).code).toBe(0)
})
