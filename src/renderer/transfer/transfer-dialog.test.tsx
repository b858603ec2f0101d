import { act, cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Exported, Imported, ImportPreview } from '../../shared/transfer.ts'
import { HearthContext } from '../hearth-context.ts'
import { openHearth, type Hearth } from '../store/hearth.ts'
import { Refusal, scriptBridge, type ScriptedBridge } from '../store/scripted-bridge.ts'
import { TransferDialog } from './transfer-dialog.tsx'

let main: ScriptedBridge
let hearth: Hearth

beforeEach(() => {
  main = scriptBridge()
  main.on('transfer.cancel', () => undefined)
  hearth = openHearth(main.bridge, main.outside)
  render(
    <HearthContext value={hearth}>
      <TransferDialog />
    </HearthContext>,
  )
})
afterEach(cleanup)

const asked = (wanted: string) => main.asked.filter(({ name }) => name === wanted).map(({ input }) => input)
const button = (name: string) => screen.getByRole('button', { name })

const nothing = { fresh: 0, same: 0, older: 0, newer: 0 }
const preview: ImportPreview = {
  importId: 'i',
  path: '/home/anna/hearth.json',
  source: 'hearth',
  exportedAt: '2030-01-05T12:00:00.000Z',
  conversations: { ...nothing, fresh: 2 },
  messages: { ...nothing, fresh: 40, newer: 1 },
  contexts: { ...nothing, same: 7 },
  factsInUse: 2,
  factsAs: 'proposed',
  warnings: ['3 characters cannot be stored.'],
  checksumFailed: true,
}

test('an export asks what and as what, shows how far it is, and says what was written', async () => {
  const written = Promise.withResolvers<Exported>()
  main.on('transfer.export', () => written.promise)
  await act(async () => main.emit({ type: 'menu.chosen', command: 'export' }))
  await userEvent.click(screen.getByRole('radio', { name: /^Memory only/ }))
  await userEvent.click(screen.getByRole('radio', { name: /^Markdown/ }))
  await userEvent.click(button('Choose where…'))
  const [input] = asked('transfer.export') as [{ id: string }]
  expect(input).toEqual({ id: input.id, scope: { kind: 'memory' }, format: 'markdown' })
  const progress = { id: input.id, kind: 'export', unit: 'messages', ended: false } as const
  await act(async () =>
    main.emit({ type: 'transfer.progress', progress: { ...progress, done: 30, total: 60 } }),
  )
  expect(screen.getByRole('progressbar', { name: 'Writing' }).getAttribute('aria-valuenow')).toBe('50')
  expect(screen.getByRole('dialog').contains(document.activeElement)).toBe(true)
  await userEvent.click(button('Stop'))
  expect(asked('transfer.cancel')).toEqual([{ id: input.id }])
  const done = { path: '/home/anna/memory.md', conversations: 0, messages: 0, contexts: 1, bytes: 2_048 }
  await act(async () => written.resolve(done))
  expect(screen.getByRole('dialog').textContent).toContain('1 fact, 2.0 kB.')
  expect(screen.getByText('/home/anna/memory.md')).toBeTruthy()
  // Whoever has no mouse goes on from there.
  expect(screen.getByRole('dialog').contains(document.activeElement)).toBe(true)
  main.on('transfer.show', () => {
    throw new Refusal('not_found', 'It is not there any more.')
  })
  await userEvent.click(button('Show in folder'))
  // Never a path: main knows what it wrote.
  expect(asked('transfer.show')).toEqual([{ id: input.id }])
  expect(main.notices).toMatchObject([{ title: 'The file was not shown', text: 'It is not there any more.' }])
})

test('a menu chosen over the dialog changes nothing while it writes, and keeps a file that was chosen', async () => {
  const choose = (command: 'export' | 'import') =>
    act(async () => main.emit({ type: 'menu.chosen', command }))
  const shown = () => hearth.store.getState().transfer
  main.on('transfer.export', () => new Promise<never>(() => undefined))
  await choose('export')
  await userEvent.click(button('Choose where…'))
  const writing = shown()
  await choose('export')
  await choose('import')
  expect([shown(), writing?.id]).toEqual([writing, (asked('transfer.export') as [{ id: string }])[0].id])

  main.on('transfer.choose', () => preview)
  await act(async () => hearth.transfer.close())
  await choose('import')
  await userEvent.click(button('Choose a file…'))
  await choose('import')
  expect(shown()).toMatchObject({ kind: 'import', preview })
})

test('a range is from the beginning of one day to the end of another', async () => {
  main.on('transfer.export', () => null)
  await act(async () => hearth.transfer.openExport())
  await userEvent.click(screen.getByRole('radio', { name: /^What was said between/ }))
  await userEvent.type(screen.getByLabelText('From'), '2030-01-05')
  await userEvent.type(screen.getByLabelText('Until'), '2030-01-06')
  await userEvent.click(button('Choose where…'))
  expect(asked('transfer.export')).toMatchObject([
    { scope: { kind: 'range', after: '2030-01-05T00:00:00.000Z', before: '2030-01-07T00:00:00.000Z' } },
  ])
  // None was chosen: it is as before.
  expect(button('Choose where…')).toHaveProperty('disabled', false)
})

test('what an export failed of is said where it was asked for', async () => {
  main.on('transfer.export', () => {
    throw new Refusal('disk_full', 'The disk is full.')
  })
  await act(async () => hearth.transfer.openExport())
  await userEvent.click(button('Choose where…'))
  expect(screen.getByRole('alert').textContent).toBe('The disk is full.')
})

test('an import shows what it would change, and a changed document only comes in when that is asked for', async () => {
  main.on('transfer.choose', () => preview)
  main.on('transfer.import', (): Imported => ({
    added: { conversations: 2, messages: 41, contexts: 0 },
    replaced: 0,
    skipped: 7,
  }))
  await act(async () => hearth.transfer.openImport())
  await userEvent.click(button('Choose a file…'))
  const rows = within(screen.getByRole('table')).getAllByRole('row')
  expect(rows.map((row) => [...row.children].map((cell) => cell.textContent).slice(1))).toEqual([
    ['New', 'Same', 'Newer', 'Older'],
    ['2', '0', '0', '0'],
    ['40', '0', '1', '0'],
    ['0', '7', '0', '0'],
  ])
  expect(screen.getByText('3 characters cannot be stored.')).toBeTruthy()
  expect(button('Import')).toHaveProperty('disabled', true)
  await userEvent.click(screen.getByRole('checkbox', { name: /^Import although it was changed/ }))
  await userEvent.click(screen.getByRole('radio', { name: /^Keep both/ }))
  expect(screen.getByRole('radio', { name: /^Ask me first/ })).toHaveProperty('checked', true)
  await userEvent.click(screen.getByRole('radio', { name: /^Use them at once/ }))
  await userEvent.click(button('Import'))
  expect(asked('transfer.import')).toEqual([
    { importId: 'i', policy: 'both', facts: 'kept', despiteChecksum: true },
  ])
  expect(screen.getByRole('dialog').textContent).toContain('2 conversations and 41 messages came in.')
})

test('a document with nothing new is not imported, and one that cannot be read says why', async () => {
  main.on('transfer.choose', () => ({
    ...preview,
    conversations: nothing,
    messages: nothing,
    checksumFailed: false,
  }))
  await act(async () => hearth.transfer.openImport())
  await userEvent.click(button('Choose a file…'))
  expect(screen.getByText(/There is nothing to import/)).toBeTruthy()
  expect(button('Import')).toHaveProperty('disabled', true)
  main.on('transfer.choose', () => {
    throw new Refusal('invalid_input', 'It ends in the middle of message 12.')
  })
  await userEvent.click(button('Another file…'))
  expect(screen.getByRole('alert').textContent).toBe('It ends in the middle of message 12.')
})
