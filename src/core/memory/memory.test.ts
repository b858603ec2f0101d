import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestStore } from '../../../tests/support/store.ts'
import { testSettings } from '../../../tests/support/test-settings.ts'
import { AppError } from '../../shared/errors.ts'
import type { RememberedFact } from '../../shared/context.ts'
import { systemClock as clock } from '../clock.ts'
import type { OpenDatabase } from '../database/database.ts'
import { storeContext, storeFact, type NewContext } from '../database/queries/context.ts'
import { forgotten } from '../database/schema.ts'
import { saveMessage } from '../database/queries/turns.ts'
import { createEventHub } from '../event-hub.ts'
import { silentLog as log } from '../log.ts'
import { createMemory } from './create-memory.ts'
import { forgetAll } from './forget.ts'
import { isForgotten } from './forgotten-hash.ts'
import { besideKey } from './newer.ts'

let store: OpenDatabase
let memory: ReturnType<typeof createMemory>
let told = 0

beforeAll(async () => {
  store = await openTestStore()
  const events = createEventHub(log)
  events.listen(({ type }) => (told += type === 'memory.changed' ? 1 : 0))
  const history = { forget: () => undefined }
  memory = createMemory({ db: store.db, events, history, clock, log, settings: testSettings() }, store)
})
beforeEach(async () => {
  await memory.forget({ kind: 'all' })
  await store.db.delete(forgotten)
  told = 0
})
afterAll(async () => {
  await store.close()
})

async function talk(): Promise<string> {
  const conversationId = randomUUID()
  const of = { conversationId, role: 'user', messageType: 'text', metadata: null, now: new Date() } as const
  const message = { ...of, id: randomUUID(), content: 'x' }
  await saveMessage(store.db, { message, title: 'A talk', numCtx: 1, model: null })
  return conversationId
}

const keep = async (key: string, value: unknown, more: Partial<NewContext> = {}) =>
  storeFact(store.db, {
    conversationId: more.conversationId ?? (await talk()),
    contextType: 'technology',
    contextKey: key,
    contextValue: value,
    ...more,
  })
const all = async (): Promise<readonly RememberedFact[]> => (await memory.list({})).facts
const states = async () => (await all()).map(({ value, status }) => `${String(value)} ${status}`).toSorted()

test('what is remembered is listed, pinned first, filtered, counted and in pages', async () => {
  const conversationId = await talk()
  await keep('uses_kubernetes', 'Uses Kubernetes', { evidence: 'our cluster', conversationId })
  const tea = await keep('likes_tea', { drink: 'Tea' }, { contextType: 'preference', conversationId })
  await keep('likes_100', '100% of it', { status: 'proposed', origin: 'learned', confidence: 0.5 })
  await memory.change({ id: tea.id, pinned: true })
  const { facts, counts, hasMore } = await memory.list({ limit: 2 })
  expect([facts.map(({ key }) => key), hasMore]).toEqual([['likes_tea', 'likes_100'], true])
  expect(counts).toEqual({ all: 3, byStatus: { kept: 2, proposed: 1, superseded: 0, outdated: 0 } })
  expect(facts[0]).toMatchObject({
    conversationTitle: 'A talk',
    pinned: true,
    updatedAt: tea.updatedAt.toISOString(),
  })
  const found = async (query: Parameters<typeof memory.list>[0]) =>
    (await memory.list(query)).facts.map(({ key }) => key)
  expect(await found({ offset: 2 })).toEqual(['uses_kubernetes'])
  expect(await found({ text: 'CLUSTER uses' })).toEqual(['uses_kubernetes'])
  expect(await found({ text: '0%' })).toEqual(['likes_100'])
  expect(await found({ types: ['preference'] })).toEqual(['likes_tea'])
  expect(await found({ statuses: ['proposed'] })).toEqual(['likes_100'])
  expect(await found({ conversationId })).toEqual(['likes_tea', 'uses_kubernetes'])
})

test('an earlier value stays in the history, twenty of them at the most, whoever changes it', async () => {
  const conversationId = await talk()
  for (let version = 0; version <= 22; version += 1)
    await storeContext(store.db, conversationId, 'technology', 'uses_node', { version })
  const again = await storeContext(store.db, conversationId, 'technology', 'uses_node', { version: 22 })
  expect(again.history.map(({ value }) => value)).toEqual(
    Array.from({ length: 20 }, (_, at) => ({ version: at + 2 })),
  )
  const edited = await memory.change({ id: again.id, value: null })
  expect(edited).toMatchObject({ value: null, origin: 'edited' })
  expect(edited.history.at(-1)).toEqual({
    value: { version: 22 },
    until: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  })
})

test('where a fact comes from stays with its value, and goes with it', async () => {
  const conversationId = await talk()
  await keep('editor', 'Vim', { conversationId, origin: 'learned', confidence: 0.75, evidence: 'I use Vim' })
  expect(await keep('editor', 'Vim', { conversationId })).toMatchObject({
    evidence: 'I use Vim',
    confidence: 0.75,
  })
  expect(await keep('editor', 'Emacs', { conversationId })).toMatchObject({
    evidence: null,
    confidence: null,
  })
})

test('a newer value in another conversation supersedes the older one, which is back when the newer was wrong', async () => {
  await keep('editor', 'Vim')
  const newer = await keep('editor', 'Emacs')
  await keep('editor', 'Nano', { status: 'proposed' })
  expect(await states()).toEqual(['Emacs kept', 'Nano proposed', 'Vim superseded'])
  await memory.judge(newer.id, 'wrong')
  expect(await states()).toEqual(['Nano proposed', 'Vim kept'])
  expect(await isForgotten(store.db, { words: ['“emacs”'], key: 'editor' })).toBe(true)
  expect(await isForgotten(store.db, { words: ['Vim'], key: 'editor' })).toBe(false)
})

test('a proposal that is kept supersedes, and what is outdated brings nothing back', async () => {
  await keep('editor', 'Vim')
  const proposed = await keep('editor', 'Nano', { status: 'proposed' })
  await memory.change({ id: proposed.id, status: 'kept' })
  expect(await states()).toEqual(['Nano kept', 'Vim superseded'])
  await memory.judge(proposed.id, 'outdated')
  expect(await states()).toEqual(['Nano outdated', 'Vim superseded'])
})

test('what is forgotten takes its older values along, and is not learned again from the same words', async () => {
  await keep('editor', 'Vim')
  const newer = await keep('editor', 'Emacs', { evidence: 'We all use Emacs!' })
  const what = { kind: 'ids', ids: [newer.id] } as const
  expect(await memory.forget(what, { dryRun: true })).toMatchObject({ count: 2 })
  expect([(await all()).length, told]).toEqual([2, 0])
  expect(await memory.forget(what)).toMatchObject({ count: 2, facts: [{ value: 'Emacs' }, { value: 'Vim' }] })
  expect([await all(), told]).toEqual([[], 1])
  for (const words of [
    'we all use emacs',
    'WE ALL USE ＥＭＡＣＳ.',
    'we all úse Em\u00adacs',
    'We — all, use “Emacs”…',
  ])
    expect(await isForgotten(store.db, { words: [words], key: 'x' })).toBe(true)
  expect(await isForgotten(store.db, { words: ['We all used Emacs'], key: 'x' })).toBe(false)
})

test('exactly what was shown is forgotten, or nothing where it is another by now', async () => {
  const what = { kind: 'search', text: 'editor' } as const
  const { id } = await keep('editor', 'Vim')
  const { digest } = await memory.forget(what, { dryRun: true })
  await keep('text_editor', 'Nano')
  await expect(memory.forget(what, { shown: digest })).rejects.toMatchObject({ code: 'changed' })
  const wider = await memory.forget(what, { dryRun: true })
  await memory.change({ id, value: 'Emacs' })
  await expect(memory.forget(what, { shown: wider.digest })).rejects.toMatchObject({ code: 'changed' })
  expect(await all()).toHaveLength(2)
  const now = await memory.forget(what, { dryRun: true })
  expect(await memory.forget(what, { shown: now.digest })).toMatchObject({ count: 2 })
  expect(await all()).toEqual([])
})

test('a fact that changes between the look and the deletion stays', async () => {
  const { id } = await keep('editor', 'Vim')
  const seen = await memory.matching({ kind: 'all' })
  await memory.change({ id, value: 'Emacs' })
  const forgetting = forgetAll({ db: store.db, clock }, seen, { exactly: true })
  await expect(forgetting).rejects.toMatchObject({ code: 'changed' })
  expect(await all()).toMatchObject([{ value: 'Emacs' }])
})

test('one is forgotten by its type, its conversation, its words, or for ever', async () => {
  const conversationId = await talk()
  await keep('deploys_atlas', 'Atlas runs on Go')
  await keep('project', 'Uses Google', { evidence: 'in atlas we do' })
  await keep('runs_on', 'go', { conversationId })
  const domain = await keep('works_in', 'Ärzte', { contextType: 'domain' })
  const dry = async (text: string) => (await memory.forget({ kind: 'search', text }, { dryRun: true })).count
  expect([
    await dry('atlas'),
    await dry('GO'),
    await dry('goog'),
    await dry('ärzte'),
    await dry('nothing'),
  ]).toEqual([2, 2, 1, 1, 0])
  expect(await memory.forget({ kind: 'conversation', conversationId })).toMatchObject({ count: 1 })
  expect(await memory.forget({ kind: 'search', text: 'the project Atlas' })).toMatchObject({ count: 2 })
  await memory.judge(domain.id, 'never')
  expect(await isForgotten(store.db, { words: ['other words'], key: 'Works in' })).toBe(true)
  expect(await all()).toEqual([])
})

test('a yes to a newer value keeps what else was changed of it, and revives nothing that was rejected', async () => {
  const conversationId = await talk()
  const older = await keep('editor', 'Vim', { conversationId })
  const beside = (value: string) =>
    keep(besideKey('editor'), value, {
      conversationId,
      status: 'proposed',
      origin: 'learned',
      confidence: 0.9,
    })
  const newer = await beside('Emacs')
  const change = { value: 'Emacs 30', type: 'preference', pinned: true, status: 'kept' } as const
  expect(await memory.change({ id: newer.id, ...change })).toMatchObject({
    id: older.id,
    key: 'editor',
    value: 'Emacs 30',
    type: 'preference',
    pinned: true,
    origin: 'edited',
    confidence: null,
    history: [{ value: 'Vim' }],
  })
  // Two windows: one says no, one yes.
  const nano = (await memory.list({ text: 'editor' })).facts.length === 1 ? await beside('Nano') : null
  await memory.reject([nano!.id])
  await expect(memory.change({ id: nano!.id, status: 'kept' })).rejects.toBeInstanceOf(AppError)
  expect((await all()).map(({ value }) => value)).toEqual(['Emacs 30'])
  // Under a key of its own it takes nobody's place.
  const zed = await beside('Zed')
  await memory.change({ id: zed.id, key: 'other_editor', status: 'kept' })
  expect(await states()).toEqual(['Emacs 30 kept', 'Zed kept'])
  // «Never again» means the newer value as well, from either side.
  await beside('Helix')
  await memory.judge(older.id, 'never')
  expect(await states()).toEqual(['Zed kept'])
  await memory.judge((await beside('Kakoune')).id, 'never')
  expect(await states()).toEqual(['Zed kept'])
  expect(await isForgotten(store.db, { words: ['other words'], key: 'editor' })).toBe(true)
})

test('facts become one, with the values of the others in its history', async () => {
  const conversationId = await talk()
  const into = await keep('uses_helm', 'Helm 3', { conversationId })
  const other = await keep('deploys_with_helm', 'Helm 2', { conversationId })
  await memory.change({ id: other.id, pinned: true })
  await expect(memory.change({ id: other.id, key: 'Using Helm' })).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('“uses_helm”'),
  })
  expect(await memory.merge(into.id, [other.id])).toMatchObject({
    value: 'Helm 3',
    pinned: true,
    history: [{ value: 'Helm 2' }],
  })
  expect(await all()).toHaveLength(1)
  await expect(memory.merge(into.id, [other.id])).rejects.toMatchObject({ code: 'not_found' })
  expect((await memory.change({ id: into.id, key: 'deploys-with-Helm' })).key).toBe('deploys_with_helm')
  await expect(memory.change({ id: into.id, key: '!' })).rejects.toMatchObject({ code: 'invalid_input' })
  await expect(memory.change({ id: into.id, value: 1n })).rejects.toMatchObject({ code: 'invalid_input' })
})

test('what was proposed and is not wanted goes, and is not proposed again', async () => {
  const { id } = await keep('likes_tea', 'Tea', { status: 'proposed', evidence: 'a cup of tea' })
  expect(await memory.reject([id, randomUUID()])).toBe(1)
  expect(await isForgotten(store.db, { words: ['a cup of tea'], key: 'x' })).toBe(true)
  await expect(memory.judge(id, 'wrong')).rejects.toMatchObject({ code: 'not_found' })
})

test('a person decides what becomes of what is learned, and whether it is recalled', async () => {
  expect(await memory.settings()).toEqual({ learn: 'propose', recall: true })
  await memory.configure({ learn: 'off' })
  await memory.configure({ recall: false })
  expect(await memory.settings()).toEqual({ learn: 'off', recall: false })
})
