import { randomUUID } from 'node:crypto'
import { beforeAll, afterAll, expect, test } from 'vitest'
import { makeDataFolder } from '../../tests/support/data-folder.ts'
import { scriptModel } from '../../tests/support/scripted-model.ts'
import { openAssistant } from '../core/assistant.ts'
import { runCli, startCli, type CliResult } from './test-process.ts'

let folder: Awaited<ReturnType<typeof makeDataFolder>>
let place: { dataFolder: string }
const ids = ['aaaa1111', 'aaaa2222', 'bbbb3333'].map((start) => start + randomUUID().slice(8))
const long = 'c0c0c0c0-0000-4000-8000-000000000000'

/** Three conversations, and one whose messages need more than a page. */
beforeAll(async () => {
  folder = await makeDataFolder()
  place = { dataFolder: folder.path }
  const server = scriptModel()
  await using assistant = await openAssistant({ dataFolder: folder.path, server })
  let calls = 0
  const say = async (conversationId: string, text: string): Promise<void> => {
    const { ended } = await assistant.startTurn({ turnId: randomUUID(), conversationId, text, model: 'tiny' })
    const call = await server.call(calls)
    call.answer(`${text}?`)
    await ended
    calls = server.calls.length
  }
  for (let index = 0; index < 260; index += 1) await say(long, `message ${index}`)
  await say(ids[0]!, 'First\tof all')
  await say(ids[1]!, 'Second')
  await say(ids[2]!, 'Third')
  await assistant.conversations.rename(ids[0]!, 'An odd \u001B[31mtitle\nof two lines')
})
afterAll(() => folder[Symbol.asyncDispose]())

const run = (...args: string[]): Promise<CliResult> => runCli(args, place)

test('list prints a line each, newest first, and --search looks at titles', async () => {
  const { stdout, stderr, code } = await run('conversations', 'list')
  const lines = stdout.trimEnd().split('\n')
  expect([code, stderr, lines.length]).toEqual([0, '', 4])
  expect(lines[0]).toMatch(new RegExp(`^${ids[2]}  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  Third$`))
  expect(lines[2]).toMatch(/ {2}An odd \[31mtitle of two lines$/)
  expect((await run('conversations', 'list', '--search', 'SECOND')).stdout).toContain(ids[1])
  expect(await run('conversations', 'list', '--search', 'no such')).toEqual<CliResult>({
    code: 0,
    stdout: '',
    stderr: 'No conversation has that in its title.\n',
  })
})

test('list --json prints an array, an empty one too', async () => {
  const all = JSON.parse((await run('conversations', 'list', '--json')).stdout)
  expect(all.map(({ id }: { id: string }) => id)).toEqual([ids[2], ids[1], ids[0], long])
  expect((await run('--json', 'conversations', 'list', '--search', 'no such')).stdout).toBe('[]\n')
})

test('show prints every message, oldest first, over all pages', async () => {
  const { stdout } = await run('conversations', 'show', 'c0c0', '--json')
  const { conversation, messages } = JSON.parse(stdout)
  expect(conversation).toMatchObject({ id: long, title: 'message 0', model: 'tiny' })
  expect(messages).toHaveLength(520)
  expect(messages.map(({ content }: { content: string }) => content).slice(0, 4)).toEqual([
    'message 0',
    'message 0?',
    'message 1',
    'message 1?',
  ])
  expect(messages.at(-1)).toMatchObject({ role: 'assistant', content: 'message 259?' })
  const text = await run('conversations', 'show', long)
  expect(text.stdout).toMatch(
    /^message 0\nc0c0c0c0-.* · tiny · .*\n\nYou · .*\nmessage 0\n\ntiny · .*\nmessage 0\?\n/,
  )
})

test('a reader of a long result that goes away ends it quietly', async () => {
  const cli = startCli(['conversations', 'show', long, '--json'], place)
  cli.stopReading()
  expect(await cli.ended).toEqual<CliResult>({ code: 141, stdout: '', stderr: '' })
})

test('an id may be shortened while only one begins so', async () => {
  expect(await run('conversations', 'show', 'BBBB')).toMatchObject({ code: 0 })
  const many = await run('conversations', 'show', 'aaaa')
  expect([many.code, many.stdout]).toEqual([2, ''])
  expect(many.stderr).toContain(`${ids[0]}  An odd`)
  expect(await run('conversations', 'show', 'bbb')).toMatchObject({ code: 2 })
  expect(await run('conversations', 'show', "b'; drop table")).toMatchObject({ code: 2 })
  expect(await run('conversations', 'show', 'dddd')).toMatchObject({ code: 1, stdout: '' })
  expect(await run('conversations', 'show', randomUUID())).toMatchObject({ code: 1, stdout: '' })
})

test('delete removes for good', async () => {
  expect(await run('conversations', 'delete', 'bbbb')).toEqual<CliResult>({
    code: 0,
    stdout: '',
    stderr: 'Deleted «Third».\n',
  })
  expect(await run('conversations', 'show', ids[2]!)).toMatchObject({ code: 1 })
  expect(await run('conversations', 'delete', ids[2]!, '--yes')).toMatchObject({ code: 1 })
  const json = await run('conversations', 'delete', ids[1]!, '--yes', '--json')
  expect(JSON.parse(json.stdout)).toEqual({ deleted: ids[1] })
})
