import { act, cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { KeptFolder } from '../../shared/contract.ts'
import type { ErrorReport } from '../../shared/errors.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { openWords } from '../../shared/words/language.ts'
import { createAsk } from '../store/ask.ts'
import { Refusal, scriptBridge, type ScriptedBridge } from '../store/scripted-bridge.ts'
import { Recovery } from './recovery.tsx'
import { openRecoveryStore } from './store.ts'

const now = new Date('2026-11-24T12:00:00Z')
const kept: KeptFolder = { keptAs: 'postgres.broken-2026-11-24T12-00-00' }

function snapshot(id: string, more: Partial<Snapshot> = {}): Snapshot {
  return {
    id,
    createdAt: `2026-11-${id}T09:14:00.000Z`,
    reason: 'daily',
    conversations: 12,
    messages: 340,
    contexts: 0,
    lastMessageAt: '2026-11-20T22:10:00.000Z',
    bytes: 4_100_000,
    ...more,
  }
}

let main: ScriptedBridge
let why: ErrorReport
let usable: readonly Snapshot[]

beforeEach(() => {
  main = scriptBridge()
  why = { code: 'database_damaged', message: 'The database is damaged. Nothing was changed.' }
  usable = [snapshot('23'), snapshot('21', { conversations: 1, messages: 0, lastMessageAt: null })]
  main.on('recovery.state', () => ({ error: why, dataFolder: '/home/marta/hearth' }))
  main.on('recovery.snapshots', () => ({ usable, unusable: [] }))
})

afterEach(cleanup)

async function show(): Promise<void> {
  const recovery = openRecoveryStore(createAsk(main.bridge, openWords('en').t))
  render(<Recovery recovery={recovery} now={now} />)
  await act(() => recovery.look())
}

const button = (name: string) => screen.getByRole('button', { name })
const restored = () => main.asked.filter(({ name }) => name === 'recovery.restore').map(({ input }) => input)

test('each snapshot says what it holds, and the newest is chosen', async () => {
  await show()
  const [newest, older] = screen.getAllByRole<HTMLInputElement>('radio')
  expect(newest!.checked).toBe(true)
  expect(screen.getByText('12 conversations, 340 messages')).toBeTruthy()
  expect(screen.getByText(/^Last message Friday, November 20, 2026/)).toBeTruthy()
  expect(screen.getByText('1 conversation, 0 messages')).toBeTruthy()
  expect(screen.getByText('No message yet')).toBeTruthy()
  await userEvent.click(older!)
  await userEvent.click(button('Restore this snapshot'))
  expect(restored()).toEqual([{ id: '21' }])
})

test('while it restores there is nothing that could be clicked twice', async () => {
  const { promise, resolve } = Promise.withResolvers<KeptFolder>()
  main.on('recovery.restore', () => promise)
  await show()
  await userEvent.dblClick(button('Restore this snapshot'))
  expect(restored()).toEqual([{ id: '23' }])
  expect(screen.queryByRole('button', { name: 'Restore this snapshot' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Quit' })).toBeNull()
  expect(screen.getByRole('group', { name: 'Go back to a snapshot' }).matches(':disabled')).toBe(true)
  const status = screen.getByRole('status')
  expect(status.textContent).toBe('Restoring the snapshot. This takes a few seconds.')
  expect(document.activeElement).toBe(status)
  await act(async () => resolve(kept))
  expect(status.textContent).toBe('Done. Hearth is opening.')
})

test('a snapshot that fails is told, and another can be tried', async () => {
  main.on('recovery.restore', () => {
    usable = usable.slice(1)
    throw new Refusal('snapshot_unusable', 'The snapshot 23 cannot be used: it was cut short.')
  })
  await show()
  await userEvent.click(button('Restore this snapshot'))
  const alert = screen.getByRole('alert')
  expect(alert.textContent).toContain('The snapshot 23 cannot be used: it was cut short.')
  expect(document.activeElement).toBe(alert)
  main.on('recovery.restore', () => kept)
  await userEvent.click(button('Restore this snapshot'))
  expect(restored()).toEqual([{ id: '23' }, { id: '21' }])
  expect(screen.queryByRole('alert')).toBeNull()
})

test('what does not open after a restore is said once, as the reason', async () => {
  main.on('recovery.restore', () => {
    why = { code: 'disk_full', message: 'The disk is full.' }
    throw new Refusal(why.code, why.message)
  })
  await show()
  await userEvent.click(button('Restore this snapshot'))
  expect(screen.getAllByText(/The disk is full/)).toHaveLength(1)
  expect(screen.getByRole('alert').textContent).toContain('The database still does not open.')
  await userEvent.click(button('Try again'))
  expect(main.asked.at(-1)?.name).toBe('recovery.retry')
})

test('without a snapshot the ways are an empty memory and quitting', async () => {
  usable = []
  await show()
  expect(screen.getByRole('heading', { name: 'There is no snapshot to go back to' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Restore this snapshot' })).toBeNull()
  await userEvent.click(button('Begin with an empty memory…'))
  expect(screen.getByRole('alertdialog').textContent).toContain('stays as it is, under another name')
  expect(document.activeElement).toBe(button('Cancel'))
  expect(main.asked.map(({ name }) => name)).not.toContain('recovery.beginAnew')
  await userEvent.click(button('Begin anew'))
  expect(main.asked.map(({ name }) => name)).toContain('recovery.beginAnew')
})

test('snapshots that cannot be listed leave the other ways open', async () => {
  main.on('recovery.snapshots', () => {
    throw new Refusal('already_open', 'Hearth is already open (process 7).')
  })
  await show()
  expect(screen.getByRole('alert').textContent).toContain('Hearth is already open (process 7).')
  await userEvent.click(button('Quit'))
  expect(main.asked.at(-1)?.name).toBe('app.quit')
})
