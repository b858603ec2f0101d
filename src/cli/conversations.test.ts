import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDataFolder } from '../../tests/support/data-folder.ts'
import { scriptModel } from '../../tests/support/scripted-model.ts'
import { openAssistant, type Assistant } from '../core/assistant.ts'
import { findConversation } from './conversation-id.ts'
import { deleteConversation, listConversations } from './conversations.ts'
import { searchEverything } from './search.ts'
import type { GlobalOptions } from './session.ts'
import { showConversation } from './show.ts'
import { testSession } from './test-session.ts'
import { UsageError } from './usage-error.ts'

let folder: Awaited<ReturnType<typeof makeDataFolder>>
let assistant: Assistant
const ids = ['aaaa1111', 'aaaa2222', 'bbbb3333'].map((start) => start + randomUUID().slice(8))
const long = 'c0c0c0c0-0000-4000-8000-000000000000'

/** Three conversations, and one whose messages need more than a page. */
beforeAll(async () => {
  folder = await makeDataFolder()
  const server = scriptModel()
  assistant = await openAssistant({ dataFolder: folder.path, server })
  const say = async (conversationId: string, text: string): Promise<void> => {
    const calls = server.calls.length
    const { ended } = await assistant.startTurn({ turnId: randomUUID(), conversationId, text, model: 'tiny' })
    const call = await server.call(calls)
    call.answer(`${text}?`)
    await ended
  }
  for (let index = 0; index < 260; index += 1) await say(long, `line ${index}`)
  await say(ids[0]!, 'First\tof all')
  await say(ids[1]!, 'Second')
  await say(ids[2]!, 'Third')
  await assistant.conversations.rename(ids[0]!, 'An odd \u001B[31mtitle\nof two lines')
})
afterAll(async () => {
  await assistant.close()
  await folder[Symbol.asyncDispose]()
})

const session = (options: GlobalOptions = {}) => testSession(folder.path, options)

test('list prints a line each, newest first', async () => {
  const here = session()
  expect(await listConversations(assistant, here, undefined)).toBe(0)
  const lines = here.stdout().trimEnd().split('\n')
  expect([here.stderr(), lines.length]).toEqual(['', 4])
  expect(lines[0]).toMatch(new RegExp(`^${ids[2]}  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  Third$`))
  expect(lines[2]).toMatch(/ {2}An odd \[31mtitle of two lines$/)
})

test('list --search looks at titles', async () => {
  const found = session()
  await listConversations(assistant, found, 'SECOND')
  expect(found.stdout().split('\n')).toEqual([expect.stringContaining(ids[1]!), ''])
  const none = session()
  await listConversations(assistant, none, 'no such')
  expect([none.stdout(), none.stderr()]).toEqual(['', 'No conversation has that in its title.\n'])
})

test('list --json prints an array, an empty one too', async () => {
  const all = session({ json: true })
  await listConversations(assistant, all, undefined)
  const found = JSON.parse(all.stdout()) as { id: string }[]
  expect(found.map(({ id }) => id)).toEqual([ids[2], ids[1], ids[0], long])
  const none = session({ json: true })
  await listConversations(assistant, none, 'no such')
  expect([none.stdout(), none.stderr()]).toEqual(['[]\n', ''])
})

test('show --json prints one object with every message, oldest first, over all pages', async () => {
  const here = session({ json: true })
  await showConversation(assistant, here, 'c0c0')
  const { conversation, messages } = JSON.parse(here.stdout())
  expect(conversation).toMatchObject({ id: long, model: 'tiny' })
  expect(messages.map(({ content }: { content: string }) => content)).toEqual(
    Array.from({ length: 260 }, (_, index) => [`line ${index}`, `line ${index}?`]).flat(),
  )
})

test('show can be read', async () => {
  const here = session()
  await showConversation(assistant, here, ids[2]!)
  expect(here.stdout().replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'WHEN')).toBe(
    `Third\n${ids[2]} · tiny · WHEN\n\nYou · WHEN\nThird\n\ntiny · WHEN\nThird?\n`,
  )
})

test('an id may be shortened while only one begins so', async () => {
  expect((await findConversation(assistant, 'BBBB')).id).toBe(ids[2])
  expect((await findConversation(assistant, ids[2]!)).id).toBe(ids[2])
  await expect(findConversation(assistant, 'aaaa')).rejects.toThrow(`${ids[0]}  An odd`)
  for (const wrong of ['aaaa', 'bbb', '', "b'; drop", '-'.repeat(36), `${ids[2]}0`])
    await expect(findConversation(assistant, wrong)).rejects.toThrow(UsageError)
  for (const missing of ['dddd', randomUUID()])
    await expect(findConversation(assistant, missing)).rejects.toMatchObject({ code: 'not_found' })
})

test('search prints where it stands and the piece around it, by the filters that are given', async () => {
  const found = session()
  expect(await searchEverything(assistant, found, ['second'], { role: 'user' })).toBe(0)
  expect([found.stdout(), found.stderr()]).toEqual([
    expect.stringMatching(/^aaaa2222 {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}Second \(user\)\n {2}Second\n$/),
    '',
  ])
  const json = session({ json: true })
  await searchEverything(assistant, json, ['sceond'], { conversation: 'aaaa2222', limit: '1' })
  expect(JSON.parse(json.stdout())).toMatchObject({
    hits: [{ conversationId: ids[1] }],
    hasMore: true,
    corrections: [{ typed: 'sceond', meant: 'second' }],
  })
  const none = session()
  await searchEverything(assistant, none, ['zebra'], {})
  expect([none.stdout(), none.stderr()]).toEqual(['', 'Nothing was found.\n'])
  for (const wrong of [{ role: 'king' }, { type: 'x' }, { after: 'soon' }, { limit: '0' }])
    await expect(searchEverything(assistant, session(), ['second'], wrong)).rejects.toThrow(UsageError)
})

test('delete removes for good', async () => {
  const here = session()
  expect(await deleteConversation(assistant, here, 'bbbb', {})).toBe(0)
  expect([here.stdout(), here.stderr()]).toEqual(['', 'Deleted “Third”.\n'])
  await expect(assistant.conversations.restore(ids[2]!)).rejects.toMatchObject({ code: 'not_found' })
  const json = session({ json: true })
  await deleteConversation(assistant, json, ids[1]!, { yes: true })
  expect(JSON.parse(json.stdout())).toEqual({ deleted: ids[1], contexts: 0 })
})
