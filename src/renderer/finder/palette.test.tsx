import { act, cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SearchHit, SearchPage } from '../../shared/search.ts'
import { HearthContext } from '../hearth-context.ts'
import { openHearth, type Hearth } from '../store/hearth.ts'
import { conversation, Refusal, scriptBridge, type ScriptedBridge } from '../store/scripted-bridge.ts'
import { Palette } from './palette.tsx'

let main: ScriptedBridge
let hearth: Hearth
let page: SearchPage

const place = { conversationId: 'a', title: 'Clusters', createdAt: '2030-01-01T12:00:00.000Z', score: 1 }
const said: SearchHit & { readonly kind: 'message' } = {
  ...place,
  kind: 'message',
  id: 'm1',
  role: 'user',
  messageType: 'text',
  snippet: [
    { text: 'We run ', hit: false },
    { text: 'kubernetes', hit: true },
  ],
}
const fact: SearchHit = {
  ...place,
  kind: 'context',
  id: 'f1',
  contextType: 'technology',
  key: 'uses_kubernetes',
  snippet: [{ text: 'uses kubernetes', hit: false }],
}

beforeEach(async () => {
  page = { hits: [said, fact], hasMore: false, corrections: [{ typed: 'kuberntes', meant: 'kubernetes' }] }
  main = scriptBridge()
  main.on('conversations.list', ({ search }) => ({
    conversations: search === undefined ? [conversation('a', 20)] : [],
    hasMore: false,
  }))
  main.on('search', () => page)
  hearth = openHearth(main.bridge, main.outside)
  render(
    <HearthContext value={hearth}>
      <Palette />
    </HearthContext>,
  )
  await act(async () => hearth.finder.show())
})
afterEach(cleanup)

const field = () => screen.getByRole('combobox', { name: 'Search everything' })
const options = () => screen.getAllByRole('option').map(({ textContent }) => textContent)
const chosen = () => screen.getByRole('option', { selected: true })

async function type(text: string): Promise<void> {
  await userEvent.type(field(), text)
  await act(async () => main.wait())
}

test('without a text it has what was talked of last, and the commands', () => {
  expect(options()[0]).toMatch(/^Title of a/)
  expect(options()).toContain('Import…')
  expect(field().getAttribute('aria-activedescendant')).toBe(chosen().id)
})

test('what is found says what it is and why, and Enter jumps there', async () => {
  await type('kuberntes')
  expect(options()).toEqual([
    expect.stringMatching(/^YouClusters.*We run kubernetes$/),
    expect.stringMatching(/^MemoryClusters.*uses kubernetes$/),
  ])
  expect(screen.getByText('kubernetes', { selector: 'mark' })).toBeTruthy()
  expect(screen.getByText(/Searched for/).textContent).toBe('Searched for kubernetes too.')
  await userEvent.keyboard('{ArrowDown}')
  expect(chosen().textContent).toMatch(/^Memory/)
  await userEvent.keyboard('{ArrowUp}{Enter}')
  expect(main.asked.find(({ name }) => name === 'conversations.open')?.input).toMatchObject({ at: 'm1' })
  expect(hearth.store.getState().palette).toBeNull()
})

test('a plan, a step of one and what came of it are told apart', async () => {
  const kinds = ['agent_request', 'agent_progress', 'agent_result'] as const
  const hit = (messageType: (typeof kinds)[number]): SearchHit => ({ ...said, id: messageType, messageType })
  page = { ...page, hits: kinds.map(hit) }
  await type('kube')
  expect(options().map((text) => /^(Plan|Step|Result)Clusters/.exec(text ?? '')?.[1])).toEqual([
    'Plan',
    'Step',
    'Result',
  ])
})

test('a fact opens on the memory page', async () => {
  await type('kube')
  await userEvent.keyboard('{ArrowDown}{Enter}')
  expect(hearth.store.getState().memory).toMatchObject({ shown: true, filter: { text: 'uses_kubernetes' } })
})

test('filters are reached and set by keyboard', async () => {
  await type('kube')
  await userEvent.tab()
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Who said it: Anyone')
  await userEvent.keyboard('{Enter}')
  await userEvent.click(await screen.findByRole('menuitemradio', { name: 'You' }))
  await act(async () => main.wait())
  expect(main.asked.findLast(({ name }) => name === 'search')?.input).toMatchObject({ roles: ['user'] })
})

test('a command that was found is enough: that nothing was said of it is not told', async () => {
  page = { hits: [], hasMore: false, corrections: [] }
  await type('Models')
  expect(options()).toContain('Models')
  expect(screen.queryByText(/^Nothing was found/)).toBe(null)
})

test('that nothing was found is said, and what failed can be tried again', async () => {
  page = { hits: [], hasMore: false, corrections: [] }
  await type('xyzzy')
  expect(screen.getByText(/^Nothing was found for/).textContent).toBe(
    'Nothing was found for “xyzzy”. Other words may find it.',
  )
  main.on('search', () => {
    throw new Refusal('database', 'The database does not answer.')
  })
  await type('!')
  expect(screen.getByRole('alert').textContent).toContain('The database does not answer.')
  page = { hits: [said], hasMore: false, corrections: [] }
  main.on('search', () => page)
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  await act(async () => main.wait())
  expect(options()).toHaveLength(1)
})

test('every setting is found by its words, and Enter leads to its row; the shortcuts stand on a sheet', async () => {
  page = { hits: [], hasMore: false, corrections: [] }
  await type('offline')
  expect(options()).toContain('Privacy · Connections')
  await userEvent.clear(field())
  await type('snapshots kept')
  expect(options()).toEqual(['Data · Snapshots kept'])
  await userEvent.keyboard('{Enter}')
  expect(hearth.store.getState().settings).toMatchObject({ shown: true, lead: { row: 'snapshotsKept' } })
  await act(async () => hearth.finder.show())
  await type('keyboard shortcuts')
  expect(options()[0]).toMatch(/^Keyboard shortcuts/)
  await userEvent.keyboard('{Enter}')
  expect(hearth.store.getState().sheet).toBe(true)
})
