import { act, cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Settings } from '../../shared/settings.ts'
import { HearthContext } from '../hearth-context.ts'
import { openHearth, type Hearth } from '../store/hearth.ts'
import { chatModel, Refusal, scriptBridge, type ScriptedBridge } from '../store/scripted-bridge.ts'
import { scriptSettings } from './scripted-settings.ts'
import type { RowId } from './sections.ts'
import { SettingsPage } from './settings-page.tsx'

let main: ScriptedBridge
let hearth: Hearth
let kept: () => Settings

beforeEach(() => {
  main = scriptBridge()
  kept = scriptSettings(main)
})
afterEach(cleanup)

async function show(row?: RowId): Promise<void> {
  hearth = openHearth(main.bridge, main.outside)
  await act(async () => hearth.settings.show(true, row))
  const nothing = (): void => undefined
  const page = <SettingsPage sidebarHidden={false} onShowSidebar={nothing} onNewChat={nothing} />
  await act(async () => void render(<HearthContext value={hearth}>{page}</HearthContext>))
}

const rows = () =>
  [...document.querySelectorAll<HTMLElement>('[data-row]')].map(({ dataset }) => dataset['row'])
const switched = (name: string) => screen.getByRole<HTMLInputElement>('switch', { name })

test('each choice holds at once', async () => {
  await show()
  await userEvent.click(screen.getByRole('radio', { name: 'Dark' }))
  await userEvent.click(screen.getByRole('radio', { name: 'Deutsch' }))
  await userEvent.click(switched('Notifications'))
  await userEvent.click(switched('Hearth may fetch web pages'))
  await userEvent.click(switched('Start at login'))
  expect(kept()).toMatchObject({
    general: { theme: 'dark', language: 'de', notifications: false },
    privacy: { network: true },
  })
  expect(switched('Start at login').checked).toBe(true)
})

test('words narrow the sections and their rows, and Escape goes one step back', async () => {
  await show()
  const all = rows().length
  const field = screen.getByRole('searchbox', { name: 'Search settings' })
  expect(document.activeElement).toBe(field)
  await userEvent.type(field, 'offline')
  expect(rows()).toEqual(['network', 'connections', 'enforced'])
  expect(screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)).toEqual([
    'Privacy',
  ])
  await userEvent.clear(field)
  await userEvent.type(field, 'xyzzy')
  expect(rows()).toEqual([])
  expect(screen.getByText('No setting has “xyzzy” in it.')).toBeTruthy()
  await userEvent.keyboard('{Escape}')
  expect(rows()).toHaveLength(all)
  await userEvent.keyboard('{Escape}')
  expect(hearth.store.getState().settings.shown).toBe(false)
})

test('a shortcut is recorded by pressing it; Escape leaves it, and a letter alone is not taken', async () => {
  await show()
  const button = () => screen.getByRole('button', { name: /^Keys of the quick prompt: Ctrl/ })
  await userEvent.click(button())
  await userEvent.keyboard('{Escape}')
  expect(hearth.store.getState().settings.shown).toBe(true)
  await userEvent.click(button())
  await userEvent.keyboard('j')
  expect(screen.getByText(/^Together with Ctrl/)).toBeTruthy()
  await userEvent.keyboard('{Control>}{Alt>}j{/Alt}{/Control}')
  expect(kept().shortcuts.quickPrompt).toEqual({ on: true, keys: 'CommandOrControl+Alt+J' })
  expect(button().textContent).toBe('Ctrl Alt J')
  const advice = 'Another program has these keys.'
  const state = { standing: 'taken', keys: 'CommandOrControl+Alt+J', advice } as const
  await act(async () => main.emit({ type: 'shortcut.changed', state }))
  expect(screen.getByRole('alert').textContent).toBe(advice)
  // The same keys again: the other program may have let go of them.
  const changes = () => main.asked.filter(({ name }) => name === 'settings.change').length
  const before = changes()
  await userEvent.click(button())
  await userEvent.keyboard('{Control>}{Alt>}j{/Alt}{/Control}')
  expect(changes()).toBe(before + 1)
  await userEvent.click(switched('Quick prompt'))
  expect(kept().shortcuts.quickPrompt.on).toBe(false)
  expect(button().hasAttribute('disabled')).toBe(true)
})

test('how many snapshots are kept is taken when it is right and the field is left', async () => {
  await show()
  const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Snapshots kept' })
  await userEvent.clear(field())
  await userEvent.type(field(), '0')
  expect(screen.getByRole('alert').textContent).toBe('A whole number from 1 to 1000.')
  await userEvent.tab()
  expect([field().value, kept().data.snapshotsKept]).toEqual(['7', 7])
  await userEvent.clear(field())
  await userEvent.type(field(), '12{Enter}')
  expect(kept().data.snapshotsKept).toBe(12)
})

test('a snapshot says what it holds, one message too', async () => {
  const [createdAt, lastMessageAt] = ['2030-01-01T11:00:00.000Z', null]
  const held = { reason: 'asked', conversations: 1, bytes: 2e6, createdAt, lastMessageAt } as const
  main.on('data.snapshots', () => [
    { ...held, id: 'a', messages: 1, contexts: 1 },
    { ...held, id: 'b', messages: 1_200, contexts: 0 },
  ])
  await show()
  await userEvent.click(screen.getByRole('button', { name: 'Show them' }))
  expect(await screen.findByText('1 message, 1 fact, 2 MB')).toBeTruthy()
  expect(screen.getByText('1,200 messages, 0 facts, 2 MB')).toBeTruthy()
})

test('a model on somebody else’s computer stands apart, and one that is gone says so', async () => {
  main.on('ollama.status', () => ({ state: 'running', version: '1', address: 'http://127.0.0.1:11434' }))
  main.on('models.list', () => [chatModel, { ...chatModel, name: 'big:cloud', cloud: true }])
  await show()
  const list = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Model for new chats' })
  const cloud = within(list).getByRole('group', { name: 'On ollama.com, not on this computer' })
  expect(within(cloud).getByRole('option').textContent).toBe('big:cloud')
  await userEvent.selectOptions(list, 'qwen3:4b')
  expect(kept().model.preferred).toBe('qwen3:4b')
  await act(async () => hearth.settings.change({ model: { preferred: 'gone:1b' } }))
  expect(list.selectedOptions[0]?.textContent).toBe('gone:1b (not installed)')
})

test('connections are counted, with where they went', async () => {
  main.on('privacy.connections', () => ({
    since: '2030-01-01T11:00:00.000Z',
    ollama: 3,
    elsewhere: 2,
    places: [{ address: '203.0.113.5:443', count: 2, lastAt: '2030-01-01T11:30:00.000Z' }],
    refused: 1,
  }))
  await show()
  expect(screen.getByRole('status', { name: 'Connections' }).textContent).toBe('2')
  expect(screen.getByText(/^203\.0\.113\.5:443, 2 times, last at/)).toBeTruthy()
  expect(screen.getByText(/1 request of a page was refused/)).toBeTruthy()
})

test('what is led to is focused, and what does not work says why', async () => {
  main.on('login.state', () => 'unsupported')
  main.on('data.openFolder', () => {
    throw new Refusal('action_failed', 'There is no file manager.')
  })
  await show('recall')
  expect(document.activeElement).toBe(switched('Use memory in answers'))
  expect(switched('Start at login').disabled).toBe(true)
  expect(screen.getByText(/^Only an installed Hearth/)).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Open logs' }))
  expect(main.notices.at(-1)).toMatchObject({ kind: 'error', text: 'There is no file manager.' })
})
