import { act, cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { GrantedFolder, Rule } from '../../shared/folder.ts'
import type { Reminder } from '../../shared/reminder.ts'
import { HearthContext } from '../hearth-context.ts'
import { openHearth, type Hearth } from '../store/hearth.ts'
import { Refusal, scriptBridge, type ScriptedBridge } from '../store/scripted-bridge.ts'
import { FoldersDialog } from './folders-dialog.tsx'

const at = '2030-01-05T12:00:00.000Z'
let main: ScriptedBridge
let hearth: Hearth
let folders: GrantedFolder[]
let rules: Rule[]
let reminders: Reminder[]

beforeEach(() => {
  folders = [{ path: '/home/anna/notes', grantedAt: at }]
  rules = [{ id: 'r', action: 'read_file', folder: '/home/anna/notes', createdAt: at }]
  reminders = [
    { id: 'w', text: 'Call Anna', dueAt: at, firedAt: null },
    { id: 't', text: 'Was told', dueAt: at, firedAt: at },
  ]
  main = scriptBridge()
  main.on('folders.list', () => folders)
  main.on('rules.list', () => rules)
  main.on('reminders.list', () => reminders)
  main.on('folders.revoke', () => void (folders = []))
  main.on('rules.revoke', () => void (rules = []))
  main.on('reminders.cancel', () => void (reminders = []))
  hearth = openHearth(main.bridge, main.outside)
  render(
    <HearthContext value={hearth}>
      <FoldersDialog over="window" />
    </HearthContext>,
  )
})

afterEach(cleanup)

async function show(): Promise<void> {
  await act(async () => hearth.grants.show(true))
  await screen.findByRole('dialog')
}

const section = (name: string) => within(screen.getByRole('region', { name }))

test('folders, rules and waiting reminders are listed with their dates', async () => {
  await show()
  expect(section('Folders').getByRole('listitem').textContent).toMatch(/^\/home\/anna\/notesGranted .*2030/)
  expect(section('Rules').getByRole('listitem').textContent).toMatch(/Read file without asking, since .*2030/)
  expect(section('Reminders').getAllByRole('listitem')).toHaveLength(1)
})

test('each is withdrawn, and no longer listed then', async () => {
  await show()
  await userEvent.click(screen.getByRole('button', { name: 'Cancel Call Anna' }))
  await userEvent.click(section('Rules').getByRole('button'))
  await userEvent.click(section('Folders').getByRole('button'))
  expect(screen.queryAllByRole('listitem')).toEqual([])
  expect(main.asked.filter(({ name }) => /revoke|cancel/.test(name))).toEqual([
    { name: 'reminders.cancel', input: { id: 'w' } },
    { name: 'rules.revoke', input: { id: 'r' } },
    { name: 'folders.revoke', input: { path: '/home/anna/notes' } },
  ])
})

test('the network is off, and is switched on by a person, or in another window', async () => {
  let on = false
  main.on('network.get', () => on)
  main.on('network.turn', (input) => void (on = input.on))
  await show()
  const network = screen.getByRole<HTMLInputElement>('switch', { name: 'Hearth may fetch web pages' })
  expect(network.checked).toBe(false)
  await userEvent.click(network)
  expect(network.checked).toBe(true)
  expect(main.asked.filter(({ name }) => name === 'network.turn')).toEqual([
    { name: 'network.turn', input: { on: true } },
  ])
  await act(async () => main.emit({ type: 'network.changed', on: false }))
  expect(network.checked).toBe(false)
  main.on('network.turn', () => {
    throw new Refusal('disk_full', 'The disk is full.')
  })
  on = false
  await userEvent.click(network)
  expect(network.checked).toBe(false)
  expect(main.notices.at(-1)).toMatchObject({
    title: 'The network stays as it was',
    text: 'The disk is full.',
  })
})

test('what another window changed is listed anew', async () => {
  await show()
  folders = [...folders, { path: '/home/anna/photos', grantedAt: at }]
  await act(async () => main.emit({ type: 'folders.changed' }))
  expect(section('Folders').getAllByRole('listitem')).toHaveLength(2)
})

test('lists that cannot be had say why', async () => {
  main.on('rules.list', () => {
    throw new Refusal('database', 'The database does not answer.')
  })
  await show()
  expect(screen.getByRole('alert').textContent).toBe('The database does not answer.')
})
