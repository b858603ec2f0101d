import { act, cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { RememberedFact } from '../../shared/context.ts'
import { HearthContext } from '../hearth-context.ts'
import { openHearth, type Hearth } from '../store/hearth.ts'
import { conversation, Refusal, scriptBridge, type ScriptedBridge } from '../store/scripted-bridge.ts'
import { fact, factPage } from '../store/scripted-facts.ts'
import { MemoryPage } from './memory-page.tsx'

/** There is no layout here: every element is as high as it is told, and says so once it is looked at. */
class TestResizeObserver implements ResizeObserver {
  private readonly tell: ResizeObserverCallback
  constructor(tell: ResizeObserverCallback) {
    this.tell = tell
  }
  observe(target: Element): void {
    const height = target.classList.contains('memory-scroll') ? 900 : 54
    const contentRect = { width: 1_000, height } as DOMRectReadOnly
    queueMicrotask(() => this.tell([{ target, contentRect } as ResizeObserverEntry], this))
  }
  unobserve(): void {}
  disconnect(): void {}
}

let main: ScriptedBridge
let hearth: Hearth
let facts: RememberedFact[]

beforeEach(() => {
  vi.stubGlobal('ResizeObserver', TestResizeObserver)
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
    configurable: true,
    get: () => document.body,
  })
  facts = [
    fact('a', { key: 'deploys_with', value: 'Helm', origin: 'said', confidence: null, pinned: true }),
    fact('b', { key: 'strict', value: { strict: true }, type: 'preference', useCount: 3 }),
    fact('c', { key: 'reports_to', value: 'finance', status: 'proposed', messageId: null }),
    fact('d', {
      key: 'cluster',
      value: 'prod',
      history: [{ value: 'dev', until: '2029-12-31T12:00:00.000Z' }],
    }),
  ]
  main = scriptBridge()
  main.on('memory.settings', () => ({ learn: 'propose', recall: true }))
  main.on('memory.list', (query) => factPage(facts, query))
  main.on('memory.change', ({ id, ...change }) => {
    const changed = { ...facts.find((one) => one.id === id)!, ...(change as Partial<RememberedFact>) }
    facts = facts.map((one) => (one.id === id ? changed : one))
    return changed
  })
  main.on('memory.reject', ({ ids }) => {
    facts = facts.filter(({ id }) => !ids.includes(id))
    return ids.length
  })
  main.on('memory.forget', ({ what, dryRun, shown }) => {
    const goes = (one: RememberedFact) =>
      what.kind === 'all' || (what.kind === 'ids' && what.ids.includes(one.id))
    const gone = facts.filter(goes)
    const digest = gone.map(({ id, updatedAt }) => `${id} ${updatedAt}`).join()
    if (dryRun !== true && shown !== digest) throw new Refusal('changed', 'It changed since it was shown.')
    if (dryRun !== true) facts = facts.filter((one) => !goes(one))
    return { count: gone.length, facts: gone.slice(0, 2), digest, snapshots: { count: 2, newer: 1 } }
  })
})

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  Reflect.deleteProperty(HTMLElement.prototype, 'offsetParent')
})

async function show(): Promise<void> {
  hearth = openHearth(main.bridge, main.outside)
  await act(async () => hearth.memory.show(true))
  const nothing = (): void => undefined
  const page = <MemoryPage sidebarHidden={false} onShowSidebar={nothing} onNewChat={nothing} />
  await act(async () => void render(<HearthContext value={hearth}>{page}</HearthContext>))
}

const row = (key: string) => screen.getByText(key).closest<HTMLElement>('[role=row]')!
const keys = () => screen.queryAllByRole('row').flatMap(({ dataset }) => dataset['fact'] ?? [])
const inputs = (name: string) => main.asked.filter((one) => one.name === name).map(({ input }) => input)
async function press(on: string, pressed: string): Promise<void> {
  act(() => row(on).focus())
  await userEvent.keyboard(pressed)
}

test('each fact says what it is, where it is from, how sure it is and when it was of use', async () => {
  await show()
  expect(row('deploys_with').textContent).toContain('Helm')
  expect(row('deploys_with').textContent).toContain('said outright')
  // Called by what it says, not by its buttons.
  expect(screen.getByRole('row', { name: /^deploys_with\b.*Helm\b[^/]*$/ })).toBe(row('deploys_with'))
  expect(row('strict').textContent).toMatch(/\{"strict":true\}Preference.*learned, 92 % sure.*3 times/)
  expect(row('reports_to').textContent).toContain('Proposed')
  expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Find in memory' }))
})

test('all of it by keyboard: through the rows, to pin, to keep, to reject several', async () => {
  facts = [...facts, fact('e', { key: 'second', status: 'proposed' })]
  await show()
  await userEvent.keyboard('{ArrowDown}')
  await vi.waitFor(() => expect(document.activeElement).toBe(row('deploys_with')))
  await userEvent.keyboard('p')
  expect(inputs('memory.change')).toEqual([{ id: 'a', pinned: false }])
  await press('reports_to', 'k')
  expect(inputs('memory.change').at(-1)).toEqual({ id: 'c', status: 'kept' })
  expect(row('reports_to').textContent).not.toContain('Proposed')
  await press('deploys_with', 'kr')
  await userEvent.keyboard('{Control>}a{/Control}')
  expect(screen.getByText('5 marked')).toBeDefined()
  await press('second', 'r')
  expect(inputs('memory.reject')).toEqual([{ ids: ['e'] }])
  expect(keys()).toEqual(['a', 'b', 'c', 'd'])
  await vi.waitFor(() => expect(document.activeElement).toBe(row('cluster')))
  // What stands at the foot goes with the marks, and gives the focus back to the row.
  await userEvent.keyboard(' ')
  act(() => screen.getByRole('button', { name: 'Unmark' }).focus())
  await userEvent.keyboard('{Enter}')
  expect(document.activeElement).toBe(row('cluster'))
})

test('a row opens to be changed where it stands, and shows what it said before', async () => {
  await show()
  await press('cluster', '{Enter}')
  expect(screen.getByText('dev').closest('li')?.textContent).toMatch(/^devuntil/)
  const value = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Value' })
  expect(document.activeElement).toBe(value)
  await userEvent.clear(value)
  await userEvent.type(value, 'three{Enter}clusters')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  expect(inputs('memory.change')).toEqual([{ id: 'd', value: 'three\nclusters' }])
  await vi.waitFor(() => expect(document.activeElement).toBe(row('cluster')))
})

test('what is no JSON any more is not saved, what is refused says why, Escape leaves all as it was', async () => {
  await show()
  await press('strict', '{Enter}')
  const value = screen.getByRole('textbox', { name: 'Value' })
  await userEvent.type(value, '}')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(screen.getByRole('alert').textContent).toMatch(/not JSON/)
  await userEvent.clear(value)
  await userEvent.type(value, '[[1]')
  main.on('memory.change', () => {
    throw new Refusal('invalid_input', 'Another fact has this key.')
  })
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(screen.getByRole('alert').textContent).toBe('Another fact has this key.')
  expect(inputs('memory.change')).toEqual([{ id: 'b', value: [1] }])
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('textbox', { name: 'Value' })).toBeNull()
  expect(hearth.store.getState().memory.shown).toBe(true)
  await userEvent.keyboard('{Escape}')
  expect(hearth.store.getState().memory.shown).toBe(false)
})

test('what is forgotten is counted and shown before, and Cancel has the focus', async () => {
  await show()
  await press('strict', ' ')
  await press('cluster', ' {Delete}')
  const dialog = await screen.findByRole('alertdialog')
  await within(dialog).findByRole('heading', { name: 'Forget 2 facts?' })
  expect(dialog.textContent).toContain('2 snapshots still hold it')
  expect(within(dialog).getAllByRole('listitem')).toHaveLength(2)
  await vi.waitFor(() =>
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Cancel' })),
  )
  await userEvent.click(within(dialog).getByRole('button', { name: 'Forget 2 facts' }))
  expect(inputs('memory.forget')).toEqual([
    { what: { kind: 'ids', ids: ['b', 'd'] }, dryRun: true },
    { what: { kind: 'ids', ids: ['b', 'd'] }, shown: expect.stringContaining('b ') },
  ])
  expect(keys()).toEqual(['a', 'c'])
})

test('what came since it was shown is shown before it is forgotten', async () => {
  await show()
  await userEvent.click(screen.getByRole('button', { name: 'Forget' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Everything…' }))
  const dialog = await screen.findByRole('alertdialog')
  await within(dialog).findByRole('heading', { name: 'Forget 4 facts?' })
  facts = [...facts, fact('e')]
  await userEvent.click(within(dialog).getByRole('button', { name: 'Forget 4 facts' }))
  await within(dialog).findByRole('heading', { name: 'Forget 5 facts?' })
  expect(main.notices.at(-1)).toMatchObject({ text: 'It changed since it was shown.' })
  expect(facts).toHaveLength(5)
  await userEvent.click(within(dialog).getByRole('button', { name: 'Forget 5 facts' }))
  expect(await screen.findByRole('heading', { name: 'Nothing is remembered yet' })).toBeDefined()
})

test('everything is forgotten from the menu, with how many are not listed', async () => {
  await show()
  await userEvent.click(screen.getByRole('button', { name: 'Forget' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Everything…' }))
  const dialog = await screen.findByRole('alertdialog')
  expect((await within(dialog).findByText('and 2 facts more')).tagName).toBe('LI')
  await userEvent.click(within(dialog).getByRole('button', { name: 'Forget 4 facts' }))
  expect(await screen.findByRole('heading', { name: 'Nothing is remembered yet' })).toBeDefined()
})

test('several become one', async () => {
  main.on('memory.merge', ({ into }) => fact(into, { key: 'merged' }))
  await show()
  await press('strict', ' ')
  await press('cluster', ' m')
  const dialog = await screen.findByRole('dialog')
  await userEvent.click(within(dialog).getByRole('radio', { name: /cluster/ }))
  await userEvent.click(within(dialog).getByRole('button', { name: 'Merge' }))
  expect(inputs('memory.merge')).toEqual([{ into: 'd', ids: ['b'] }])
  expect(keys()).toEqual(['a', 'c', 'd'])
})

test('the source leads to the message, or to the conversation where that is gone', async () => {
  main.on('conversations.open', ({ id }) => ({
    conversation: conversation(id, 20),
    messages: [],
    hasEarlier: false,
    hasLater: false,
    turn: null,
    run: null,
  }))
  await show()
  await userEvent.click(within(row('strict')).getByRole('button', { name: 'Kubernetes at work' }))
  expect(hearth.store.getState()).toMatchObject({ memory: { shown: false }, chat: { id: 'a' } })
})

test('what is looked for and not found says so; a type and a status narrow it down', async () => {
  await show()
  await userEvent.click(screen.getByRole('radio', { name: 'Preference' }))
  expect(keys()).toEqual(['b'])
  await userEvent.type(screen.getByRole('searchbox'), 'nothing')
  await act(async () => main.wait())
  expect(screen.getByText(/Nothing that is remembered here has/).textContent).toContain('“nothing”')
  await userEvent.click(screen.getByRole('button', { name: 'Show all' }))
  expect(keys()).toHaveLength(4)
  await userEvent.click(screen.getByRole('button', { name: '1 to decide' }))
  expect(keys()).toEqual(['c'])
})

test('how it is learned and whether it is used are set at the head', async () => {
  main.on('memory.configure', ({ learn = 'propose', recall = true }) => ({ learn, recall }))
  await show()
  await userEvent.click(screen.getByRole('radio', { name: 'Off' }))
  expect(screen.getByText(/Nothing is learned/)).toBeDefined()
  await userEvent.click(screen.getByRole('switch', { name: 'Use memory in answers' }))
  expect(inputs('memory.configure')).toEqual([{ learn: 'off' }, { recall: false }])
})

test('of five thousand facts only those in view exist', async () => {
  facts = Array.from({ length: 5_000 }, (_, index) => fact(`f${index}`))
  await show()
  expect(screen.getByRole('radio', { name: 'All 5,000' })).toBeDefined()
  expect(keys().length).toBeGreaterThan(5)
  expect(keys().length).toBeLessThan(60)
})
