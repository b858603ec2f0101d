import { beforeEach, expect, test, vi } from 'vitest'
import type { SearchHit, SearchPage } from '../../shared/search.ts'
import { openHearth, type Hearth } from './hearth.ts'
import { conversation, Refusal, scriptBridge } from './scripted-bridge.ts'

let main: ReturnType<typeof scriptBridge>
let hearth: Hearth
const palette = () => hearth.store.getState().palette
const asked = () => main.asked.filter(({ name }) => name === 'search').map(({ input }) => input)

function hit(id: string): SearchHit {
  const at = { conversationId: 'a', title: 'Title', createdAt: '2030-01-01T12:00:00.000Z', score: 1 }
  return { kind: 'message', id, ...at, snippet: [], role: 'user', messageType: 'text' }
}

beforeEach(() => {
  main = scriptBridge()
  main.on('conversations.list', () => ({ conversations: [conversation('a', 1)], hasMore: false }))
  main.on('search', ({ offset = 0 }) => ({
    hits: offset === 0 ? [hit('1'), hit('2')] : [hit('2'), hit('3')],
    hasMore: offset === 0,
    corrections: [],
  }))
  hearth = openHearth(main.bridge, main.outside)
})

test('what is typed is looked for after a pause, once, in messages and titles', async () => {
  hearth.finder.show()
  hearth.finder.type('ku')
  hearth.finder.type('kube ')
  expect([asked(), palette()?.found?.loading.state]).toEqual([[], 'loading'])
  main.wait()
  await vi.waitFor(() => expect(palette()?.found?.loading.state).toBe('ready'))
  expect(asked()).toEqual([{ text: 'kube', limit: 30, offset: 0 }])
  expect(main.asked.at(-1)).toEqual({ name: 'conversations.list', input: { search: 'kube', limit: 5 } })
  await vi.waitFor(() => expect(palette()?.titles).toHaveLength(1))
})

test('filters narrow it at once, and pages go on without saying anything twice', async () => {
  hearth.finder.show('helm')
  hearth.finder.filter({ role: 'user', kind: 'agent_result', days: 7, here: true })
  main.wait()
  await vi.waitFor(() => expect(palette()?.found?.hits).toHaveLength(2))
  const narrowed = {
    roles: ['user'],
    types: ['agent_result'],
    after: '2029-12-25T12:00:00.000Z',
    conversationId: hearth.store.getState().chat.id,
  }
  expect(asked()).toEqual([{ text: 'helm', limit: 30, offset: 0, ...narrowed }])
  await hearth.finder.more()
  expect(palette()?.found).toMatchObject({ hasMore: false, hits: [hit('1'), hit('2'), hit('3')] })
})

test('an answer that a newer search has overtaken comes to nothing, an error is shown and tried again', async () => {
  const late = Promise.withResolvers<SearchPage>()
  main.on('search', () => late.promise)
  hearth.finder.show('old')
  main.wait()
  main.on('search', () => {
    throw new Refusal('database', 'The database does not answer.')
  })
  hearth.finder.type('new')
  main.wait()
  await vi.waitFor(() => expect(palette()?.found?.loading.state).toBe('failed'))
  late.resolve({ hits: [hit('1')], hasMore: false, corrections: [] })
  await late.promise
  expect(palette()?.found?.hits).toEqual([])
  main.on('search', () => ({ hits: [hit('9')], hasMore: false, corrections: [] }))
  hearth.finder.again()
  main.wait()
  await vi.waitFor(() => expect(palette()?.found?.hits).toEqual([hit('9')]))
})

test('the sidebar looks into messages too, and what is found opens where it stands', async () => {
  hearth.conversations.search('kube')
  main.wait()
  await vi.waitFor(() => expect(hearth.store.getState().search?.messages.hits).toHaveLength(2))
  expect(asked()).toEqual([{ text: 'kube', limit: 8, offset: 0 }])
  hearth.finder.open(hit('2'))
  expect(main.asked.at(-1)).toMatchObject({ name: 'conversations.open', input: { id: 'a', at: '2' } })
})
