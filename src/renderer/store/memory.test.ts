import { beforeEach, expect, test, vi } from 'vitest'
import type { RequestInput } from '../../shared/contract.ts'
import type { RememberedFact } from '../../shared/context.ts'
import { inPlace } from './fact-pages.ts'
import { openHearth, type Hearth } from './hearth.ts'
import { conversation, Refusal, scriptBridge, type ScriptedBridge } from './scripted-bridge.ts'
import { fact, factPage } from './scripted-facts.ts'

let main: ScriptedBridge
let hearth: Hearth
let facts: RememberedFact[]

beforeEach(() => {
  facts = [fact('a'), fact('b'), fact('c', { status: 'proposed' })]
  main = scriptBridge()
  main.on('memory.settings', () => ({ learn: 'propose', recall: true }))
  main.on('memory.list', (query) => factPage(facts, query))
  main.on('conversations.open', ({ id }) => ({
    conversation: conversation(id, 20),
    messages: [],
    hasEarlier: false,
    hasLater: false,
    turn: null,
    run: null,
  }))
  hearth = openHearth(main.bridge, main.outside)
})

const memory = () => hearth.store.getState().memory
const shownIds = () => memory().facts.map(({ id }) => id)
const asked = (name: string) => main.asked.filter((one) => one.name === name).map(({ input }) => input)
const settled = () => vi.waitFor(() => expect(memory().loading.state).toBe('ready'))

async function show(): Promise<void> {
  hearth.memory.show(true)
  await settled()
}

test('the page shows what is remembered and how much of it there is, and gives way to a conversation', async () => {
  await show()
  expect(shownIds()).toEqual(['a', 'b', 'c'])
  expect(memory().counts?.byStatus).toMatchObject({ kept: 2, proposed: 1 })
  await hearth.chat.open('x')
  expect(memory().shown).toBe(false)
})

test('thousands are read page by page, each once, and anew as far as they were read', async () => {
  facts = Array.from({ length: 1_250 }, (_, index) => fact(`f${index}`))
  await show()
  for (let page = 0; page < 7; page += 1) await hearth.memory.more()
  expect(new Set(shownIds()).size).toBe(800)
  facts = [fact('new'), ...facts.filter(({ id }) => id !== 'f3')]
  main.emit({ type: 'memory.changed' })
  main.emit({ type: 'memory.changed' })
  main.wait()
  await vi.waitFor(() => expect(shownIds()[0]).toBe('new'))
  expect(shownIds().slice(1, 5)).toEqual(['f0', 'f1', 'f2', 'f4'])
  expect(asked('memory.list').slice(-2)).toMatchObject([{ limit: 500 }, { offset: 500, limit: 300 }])
})

test('what is looked for is asked for once somebody paused, and only the last answer counts', async () => {
  await show()
  hearth.memory.filter({ text: 'he' })
  hearth.memory.filter({ text: 'helm' })
  main.wait()
  hearth.memory.filter({ type: 'project' })
  await settled()
  expect(asked('memory.list').slice(1)).toMatchObject([
    { text: 'helm' },
    { text: 'helm', types: ['project'] },
  ])
})

test('what cannot be listed says why, and is asked for again', async () => {
  main.on('memory.list', () => {
    throw new Refusal('database', 'The database does not answer.')
  })
  hearth.memory.show(true)
  await vi.waitFor(() => expect(memory().loading).toMatchObject({ error: { message: /does not answer/ } }))
  main.on('memory.list', (query) => factPage(facts, query))
  await hearth.memory.more()
  expect(shownIds()).toEqual(['a', 'b', 'c'])
})

test('a fact that is changed stays where it stands', async () => {
  await show()
  main.on('memory.change', ({ id, key = '' }) => {
    facts = [fact(id, { key }), ...facts.filter((one) => one.id !== id)]
    return fact(id, { key })
  })
  expect(await hearth.memory.change({ id: 'b', key: 'deploys_with' })).toBeNull()
  main.emit({ type: 'memory.changed' })
  main.wait()
  await vi.waitFor(() => expect(asked('memory.list')).toHaveLength(2))
  await settled()
  expect(shownIds()).toEqual(['a', 'b', 'c'])
  expect(memory().facts[1]?.key).toBe('deploys_with')
  main.on('memory.change', () => {
    throw new Refusal('invalid_input', 'A key needs a word.')
  })
  expect(await hearth.memory.change({ id: 'b', key: '!' })).toMatchObject({ message: 'A key needs a word.' })
})

test('thousands are forgotten at once, and more are rejected than one request takes', async () => {
  facts = Array.from({ length: 1_100 }, (_, index) => fact(`f${index}`))
  const ids = facts.map(({ id }) => id)
  main.on('memory.forget', ({ what, dryRun }) => {
    const named = new Set(what.kind === 'ids' ? what.ids : [])
    const gone = facts.filter(({ id }) => named.has(id))
    if (dryRun !== true) facts = facts.filter(({ id }) => !named.has(id))
    return { count: gone.length, facts: gone.slice(0, 100), digest: 'd', snapshots: { count: 1, newer: 1 } }
  })
  main.on('memory.reject', (input) => input.ids.length)
  await show()
  expect(await hearth.memory.wouldForget({ kind: 'ids', ids })).toMatchObject({ count: 1_100 })
  expect(facts).toHaveLength(1_100)
  expect(await hearth.memory.forget({ kind: 'ids', ids }, 'd')).toBe('done')
  expect(shownIds()).toEqual([])
  expect(main.notices.at(-1)).toMatchObject({
    title: 'Forgot 1,100 facts',
    text: /1 snapshot still holds it/,
  })
  await hearth.memory.reject(ids)
  expect(asked('memory.reject').map((input) => (input as { ids: string[] }).ids.length)).toEqual([
    500, 500, 100,
  ])
})

test('what is learned in the open conversation waits beside it until somebody decides', async () => {
  await hearth.chat.open('a')
  await vi.waitFor(() => expect(memory().proposals.map(({ id }) => id)).toEqual(['c']))
  expect(asked('memory.list').at(-1)).toMatchObject({ conversationId: 'a', statuses: ['proposed'] })
  expect(hearth.store.getState().announcement.text).toBe('1 thing to remember?')
  main.on('memory.change', ({ id }) => fact(id))
  await hearth.memory.setStatus(['c'], 'kept')
  expect(memory().proposals).toEqual([])
  hearth.chat.startNew()
  expect(memory().proposals).toEqual([])
})

test('of a deleted conversation it is told how many facts go with it', async () => {
  main.on('conversations.delete', () => ({ contexts: 3, undoable: false }))
  await hearth.conversations.delete(conversation('a', 20))
  expect(main.notices.at(-1)?.title).toBe('Conversation deleted, and 3 facts with it')
})

test('new facts come before those that stand', () => {
  const before = [fact('a'), fact('b'), fact('c')]
  expect(inPlace(before, [fact('d'), fact('c'), fact('a')]).map(({ id }) => id)).toEqual(['d', 'a', 'c'])
})

test('settings that are refused stay as they are', async () => {
  await show()
  await vi.waitFor(() => expect(memory().settings?.learn).toBe('propose'))
  main.on('memory.configure', (change: RequestInput<'memory.configure'>) => {
    if (change.learn === 'off') throw new Refusal('disk_full', 'The disk is full.')
    return { learn: change.learn ?? 'propose', recall: change.recall ?? true }
  })
  await hearth.memory.configure({ learn: 'keep' })
  expect(memory().settings).toEqual({ learn: 'keep', recall: true })
  await hearth.memory.configure({ learn: 'off' })
  expect(main.notices.at(-1)).toMatchObject({ title: 'The settings stay as they were' })
})
