import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDataFolder } from '../../tests/support/data-folder.ts'
import { scriptModel } from '../../tests/support/scripted-model.ts'
import { openAssistant, type Assistant } from '../core/assistant.ts'
import { deleteConversation } from './conversations.ts'
import { changeFact, forgetFacts, listMemory, rejectFacts, showFact } from './memory.ts'
import type { GlobalOptions } from './session.ts'
import { testSession } from './test-session.ts'
import { UsageError } from './usage-error.ts'

let folder: Awaited<ReturnType<typeof makeDataFolder>>
let assistant: Assistant
const conversationId = randomUUID()
const session = (options: GlobalOptions = {}) => testSession(folder.path, options)
const ids = async () => (await assistant.memory.list({})).facts.map(({ id }) => id)

beforeAll(async () => {
  folder = await makeDataFolder()
  assistant = await openAssistant({ dataFolder: folder.path, server: scriptModel() })
  for (const text of ['I like tea', 'we deploy with Helm', 'my name is Ann']) {
    const { promise: ended, resolve } = Promise.withResolvers<void>()
    const stop = assistant.onEvent(({ type }) => type === 'run.ended' && resolve())
    await assistant.startTurn({ turnId: randomUUID(), conversationId, text: `/remember ${text}` })
    await ended
    stop()
  }
})
afterAll(async () => {
  await assistant.close()
  await folder[Symbol.asyncDispose]()
})

test('what is remembered is listed, shown and changed', async () => {
  const list = session()
  expect(await listMemory(assistant, list, { search: 'helm' })).toBe(0)
  expect(list.stdout()).toMatch(
    /^[0-9a-f-]{36} {2}\S+ \S+ {2}preference {2}deploys_with_helm: we deploy with Helm\n$/,
  )
  const none = session({ json: true })
  await listMemory(assistant, none, { status: 'proposed' })
  expect(none.stdout()).toBe('[]\n')
  const id = (await ids()).at(-1)!
  await changeFact(assistant, session(), id.slice(0, 8), { value: 'I like green tea', key: 'Likes-Teas' })
  await changeFact(assistant, session(), id, { pinned: true })
  const shown = session()
  await showFact(assistant, shown, id)
  expect(shown.stdout()).toMatch(
    /^likes_tea: I like green tea\n.*pinned\nedited in .*\nrests on: I like tea\n.*\nuntil .*: "I like tea"\n$/,
  )
  await expect(changeFact(assistant, session(), id, {})).rejects.toThrow(UsageError)
  await expect(showFact(assistant, session(), randomUUID())).rejects.toMatchObject({ code: 'not_found' })
})

test('what is to be forgotten is told first, and forgotten in one way at a time', async () => {
  await expect(forgetFacts(assistant, session(), [], {})).rejects.toThrow(UsageError)
  await expect(forgetFacts(assistant, session(), [], { all: true, search: 'x' })).rejects.toThrow(UsageError)
  const dry = session()
  expect(await forgetFacts(assistant, dry, [], { search: 'helm', dryRun: true })).toBe(0)
  expect([dry.stdout(), dry.stderr()]).toEqual([
    expect.stringContaining('we deploy with Helm'),
    '1 fact would be forgotten.\n',
  ])
  // Something came between the look and the yes.
  const { forget } = assistant.memory
  const meanwhile: Assistant = {
    ...assistant,
    memory: {
      ...assistant.memory,
      async forget(what, how) {
        const would = await forget(what, how)
        if (how?.dryRun === true) {
          const [fact] = (await assistant.memory.list({ text: 'helm' })).facts
          await changeFact(assistant, session(), fact!.id, { value: 'we deploy with Helm 3' })
        }
        return would
      },
    },
  }
  await expect(forgetFacts(meanwhile, session(), [], { search: 'helm', yes: true })).rejects.toMatchObject({
    code: 'changed',
  })
  const gone = session()
  await forgetFacts(assistant, gone, [], { search: 'helm', yes: true })
  expect(gone.stderr()).toBe('Forgot 1 fact. What was said stays in its conversation.\n')
  expect(await forgetFacts(assistant, session(), [], { search: 'helm' })).toBe(1)
  const rejected = session({ json: true })
  await rejectFacts(assistant, rejected, [(await ids()).at(-1)!])
  expect(rejected.stdout()).toBe('{"rejected":1}\n')
})

test('a conversation that is deleted takes what it remembers, and says how much', async () => {
  const here = session()
  await deleteConversation(assistant, here, conversationId, { yes: true })
  expect(here.stderr()).toMatch(/^Deleted “.*” with 1 remembered fact\.\n$/)
  expect(await ids()).toEqual([])
})
