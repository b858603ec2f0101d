import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { I18nextProvider } from 'react-i18next'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { AppErrorCode } from '../../shared/errors.ts'
import type { RequestMessage } from '../../shared/message.ts'
import type { ActionPreview, Preview } from '../../shared/request.ts'
import { openWords } from '../../shared/words/language.ts'
import { HearthContext } from '../hearth-context.ts'
import { openHearth, type Hearth } from '../store/hearth.ts'
import { conversation, Refusal, scriptBridge, type ScriptedBridge } from '../store/scripted-bridge.ts'
import { action, plan } from '../store/scripted-plans.ts'
import { PlanDialog } from './plan-dialog.tsx'

let main: ScriptedBridge
let hearth: Hearth
let now = 0

beforeEach(() => {
  now = 10_000
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  main = scriptBridge()
  main.on('folders.list', () => [{ path: '/notes', grantedAt: '2030-01-01T12:00:00.000Z' }])
  main.on('rules.list', () => [])
  main.on('reminders.list', () => [])
  main.on('request.preview', () => ({ digest: 'digest 1', previews: [] }))
  main.on('request.approve', () => plan([], { status: 'approved' }))
  main.on('request.cancel', () => undefined)
})

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

function previews(
  actionId: string,
  preview: Preview | null,
  message: string | null = null,
  code: AppErrorCode = 'not_found',
): void {
  const problem = message === null ? null : { code, message }
  const found: ActionPreview[] = [{ actionId, preview, problem }]
  main.on('request.preview', () => ({ digest: 'digest 1', previews: found }))
}

/** Shows a plan, and lets so many milliseconds go by. */
async function show(message: RequestMessage, ms = 1_000, words = openWords('en')): Promise<HTMLElement> {
  main.on('conversations.open', ({ id }) => ({
    conversation: conversation(id, 20),
    messages: [message],
    hasEarlier: false,
    hasLater: false,
    turn: null,
    run: null,
  }))
  hearth = openHearth(main.bridge, main.outside)
  await hearth.chat.open('a')
  render(
    <I18nextProvider i18n={words}>
      <HearthContext value={hearth}>
        <PlanDialog />
      </HearthContext>
    </I18nextProvider>,
  )
  await act(async () => hearth.plans.show(message.id))
  now += ms
  return screen.findByRole('dialog')
}

const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name })
const asked = (name: string) => main.asked.filter((one) => one.name === name).map(({ input }) => input)

test('arguments have words, and stand in the order in which one reads them', async () => {
  await show(plan([action('a1', { action: 'remind', arguments: { zone: 'x', at: 'y', text: 'z' } })]))
  await userEvent.click(button('Details of Write a1'))
  const names = screen.getAllByRole('textbox').map((field) => field.closest('div')?.textContent)
  expect(names).toEqual(['What to tell you', 'When', 'Zone'])
})

test('what must fail is not begun, says why, and can be once it is another', async () => {
  previews('a.md', null, 'There is no folder /notes.')
  await show(plan([action('a.md')]))
  expect(await screen.findByText('It cannot be done as it stands: above is why.')).toBeDefined()
  expect(button('Proceed').disabled).toBe(true)
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'))
  await userEvent.click(button('Details of Write a.md'))
  await userEvent.type(screen.getByRole('textbox', { name: 'Path' }), 'x')
  expect(button('Proceed').disabled).toBe(false)
})

test('where only a part of a plan must fail a warning stands, and nothing is held up', async () => {
  previews('a.md', null, 'There is no folder /notes.')
  const dialog = await show(plan([action('a.md'), action('b.md')]))
  const warning = /^One of the actions cannot be done as things are now\./
  expect(await screen.findByText(warning)).toBeDefined()
  expect(button('Proceed').disabled).toBe(false)
  await userEvent.click(within(dialog).getByRole('checkbox', { name: 'Write b.md' }))
  expect(screen.queryByText(warning)).toBeNull()
  expect(button('Proceed').disabled).toBe(true)
  await userEvent.click(within(dialog).getByRole('checkbox', { name: 'Write a.md' }))
  await userEvent.click(within(dialog).getByRole('checkbox', { name: 'Write b.md' }))
  expect([screen.queryByText(warning), button('Proceed').disabled]).toEqual([null, false])
})

test('says what will happen in a sentence, with each action, its risk and its way back', async () => {
  const dialog = await show(
    plan([action('notes.md'), action('old.md', { title: 'Read old.md', risk: 'read' })], {
      readBefore: ['notes.md'],
    }),
  )
  expect(dialog.getAttribute('aria-labelledby')).toBe(
    screen.getByRole('heading', { name: 'Write some files' }).id,
  )
  expect(dialog.textContent).toContain('2 actions · nothing happens until you say so')
  expect(dialog.textContent).toContain('Proposed after reading notes.md')
  const [first, second] = within(screen.getByRole('list', { name: 'Actions' })).getAllByRole('listitem')
  expect(first?.textContent).toMatch(/Write notes\.md.*changes.*can be undone/)
  expect(second?.textContent).toMatch(/Read old\.md.*reads/)
})

test('a file is shown as its changes, a command whole with where and how it runs, a problem as such', async () => {
  previews('a1', { kind: 'file', path: '/notes/a', before: 'one\ntwo\n', after: 'one\n2\n' })
  await show(plan([action('a1')]))
  const changes = await screen.findByRole('figure', { name: 'Changes in /notes/a' })
  expect(changes.textContent).toContain('Removed: two')
  expect(changes.textContent).toContain('Added: 2')
  cleanup()

  const command = `echo ${'x'.repeat(3_000)}`
  previews('a1', { kind: 'command', command, folder: '/notes', notes: ['No network.'] }, 'It may not end.')
  const dialog = await show(plan([action('a1')]))
  expect((await screen.findByRole('group', { name: 'Command' })).textContent).toBe(command)
  expect(dialog.textContent).toMatch(/in \/notes.*No network\./)
  expect(dialog.textContent).toContain('It may not end.')
})

test('Proceed approves what is shown', async () => {
  await show(plan([action('a1')]))
  expect(document.activeElement).toBe(button('Proceed'))
  await userEvent.keyboard('{Enter}')
  expect(asked('request.approve')).toEqual([{ messageId: 'plan', digest: 'digest 1' }])
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('Enter and Space answer nothing in the first half second, while somebody types, or held down', async () => {
  await show(plan([action('a1')]), 400)
  await userEvent.keyboard('{Enter} ')
  now += 400
  await userEvent.keyboard('a{Enter}')
  now += 600
  const isTaken = fireEvent.keyDown(button('Proceed'), { key: 'Enter', repeat: true })
  expect(isTaken).toBe(false)
  expect(asked('request.approve')).toEqual([])
  await userEvent.keyboard('{Enter}')
  expect(asked('request.approve')).toHaveLength(1)
})

test('what destroys something needs a tick that names it, and the safe answer has the focus', async () => {
  const destroys = action('a1', { title: 'Delete 3 files', risk: 'destructive', undo: 'no' })
  await show(plan([destroys, action('a2')]))
  expect(document.activeElement).toBe(button('Cancel'))
  expect(button('Proceed').disabled).toBe(true)
  await userEvent.click(
    screen.getByRole('checkbox', { name: 'I understand this cannot be undone: Delete 3 files' }),
  )
  await userEvent.click(button('Proceed'))
  expect(asked('request.approve')).toEqual([{ messageId: 'plan', digest: 'digest 1', understood: true }])
})

test('in another language it names it in that', async () => {
  const one = (name: string) =>
    action(name, { action: 'delete_file', title: `Delete ${name}.`, risk: 'destructive', undo: 'no' })
  await show(plan([one('a.md'), one('b.md')]), 1_000, openWords('de'))
  const [consent] = screen.getAllByRole('checkbox', { name: /^Mir ist klar/ })
  expect(consent?.closest('label')?.textContent).toMatch(/: a\.md löschen; b\.md löschen$/)
})

test('without its destructive action a plan needs no consent', async () => {
  const destroys = action('a1', { title: 'Delete 3 files', risk: 'destructive', undo: 'no' })
  await show(plan([destroys, action('a2')]))
  await userEvent.click(screen.getByRole('checkbox', { name: 'Delete 3 files' }))
  expect(screen.queryByRole('checkbox', { name: /I understand/ })).toBeNull()
  expect(button('Proceed').disabled).toBe(false)
  await userEvent.click(screen.getByRole('checkbox', { name: 'Write a2' }))
  expect(button('Proceed').disabled).toBe(true)
})

test('arguments are changed in fields of their kind, and what has none is only shown', async () => {
  const given = {
    path: 'a',
    lines: 5,
    force: false,
    names: ['x', 'y'],
    deep: { a: [1] },
    big: 'z'.repeat(60_000),
  }
  main.on('request.revise', ({ actions }) => {
    const [revised] = actions
    return plan([action('a1', { arguments: revised?.arguments ?? {} })], { digest: 'digest 2' })
  })
  await show(plan([action('a1', { arguments: given })]))
  const user = userEvent.setup()
  await user.click(button('Details of Write a1'))
  await user.type(screen.getByLabelText('Path'), 'b')
  await user.click(screen.getByLabelText('Force'))
  await user.type(screen.getByLabelText(/^Names/), '{Enter}z{Enter}')
  await user.clear(screen.getByLabelText('Lines'))
  expect(button('Proceed').disabled).toBe(true)
  await user.type(screen.getByLabelText('Lines'), '12')
  await user.click(button('Proceed'))
  const arguments_ = { ...given, path: 'ab', lines: 12, force: true, names: ['x', 'y', 'z'] }
  expect(asked('request.revise')).toEqual([
    { messageId: 'plan', digest: 'digest 1', actions: [{ id: 'a1', arguments: arguments_ }] },
  ])
  expect(asked('request.approve')).toEqual([{ messageId: 'plan', digest: 'digest 2' }])
})

test('a plan that became worse is shown again, and nothing is approved', async () => {
  main.on('request.revise', () =>
    plan([action('a1', { risk: 'destructive', undo: 'no' })], { digest: 'digest 2' }),
  )
  const dialog = await show(plan([action('a1'), action('a2')]))
  await userEvent.click(screen.getByRole('checkbox', { name: 'Write a2' }))
  await userEvent.click(button('Proceed'))
  expect(dialog.textContent).toContain('Look at it once more.')
  expect(button('Proceed').disabled).toBe(true)
  expect(asked('request.approve')).toEqual([])
})

test('a plan that is changed elsewhere says so and forgets what was ticked', async () => {
  const dialog = await show(plan([action('a1', { risk: 'destructive' })]))
  await userEvent.click(screen.getByRole('checkbox', { name: /I understand/ }))
  const changed = plan([action('a9', { risk: 'destructive' })], { digest: 'digest 9' })
  await act(async () => main.emit({ type: 'message.saved', message: changed }))
  expect(dialog.textContent).toContain('Look at it once more.')
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /I understand/ }).checked).toBe(false)
})

test.each([
  ['Explain how to do it by hand', 'explain'],
  ['Find another way', 'otherWay'],
  ['Go on chatting', 'chat'],
])('Cancel offers: %s', async (name, instead) => {
  await show(plan([action('a1')]))
  await userEvent.click(button('Cancel'))
  expect(document.activeElement).toBe(button('Go on chatting'))
  await userEvent.click(button(name))
  expect(asked('request.cancel')).toEqual([{ messageId: 'plan', instead }])
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('Escape closes the dialog and answers nothing', async () => {
  await show(plan([action('a1')]))
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(asked('request.cancel')).toEqual([])
  expect(asked('request.approve')).toEqual([])
})

test('what was answered elsewhere is said, and cannot be answered again', async () => {
  main.on('request.approve', () => {
    throw new Refusal('forbidden', 'Another window has answered this plan.')
  })
  const dialog = await show(plan([action('a1')]))
  await userEvent.click(button('Proceed'))
  expect(dialog.textContent).toContain('Another window has answered this plan.')
  const message = plan([action('a1')], { status: 'cancelled' })
  await act(async () => main.emit({ type: 'message.saved', message }))
  expect(screen.queryByRole('button', { name: 'Proceed' })).toBeNull()
  expect(dialog.textContent).toContain('This plan was cancelled. Nothing was done.')
})

test('without a granted folder one can be chosen, and then the plan is looked at again', async () => {
  let folders: { path: string; grantedAt: string }[] = []
  main.on('folders.list', () => folders)
  main.on('folders.choose', () => {
    folders = [{ path: '/notes', grantedAt: '2030-01-01T12:00:00.000Z' }]
    return folders[0] ?? null
  })
  previews('a1', null, 'Kein Ordner.', 'no_folder')
  await show(plan([action('a1')]))
  const before = asked('request.preview').length
  await userEvent.click(await screen.findByRole('button', { name: 'Choose a folder…' }))
  expect(asked('request.preview')).toHaveLength(before + 1)
  expect(screen.queryByRole('button', { name: 'Choose a folder…' })).toBeNull()
})

test('a plan that looking at it makes another is looked at once; one that others change all the time, not for ever', async () => {
  let changes = 1
  const change = (): string => {
    changes += 1
    main.emit({ type: 'message.saved', message: plan([action('a1')], { digest: `digest ${changes}` }) })
    return `digest ${changes}`
  }
  const found = [
    { actionId: 'a1', preview: { kind: 'targets', targets: ['seen'], notes: [] }, problem: null },
  ] as const
  main.on('request.preview', () => ({ digest: change(), previews: found }))
  const dialog = await show(plan([action('a1')]))
  await within(dialog).findByText('seen')
  // Once before it is known which folders are granted, and once with them.
  expect(asked('request.preview')).toHaveLength(2)
  // Another window shows it as well, and makes it another each time.
  for (let times = 0; times < 20; times += 1) await act(async () => void change())
  expect(dialog.textContent).toContain('keeps changing')
  expect(asked('request.preview')).toHaveLength(9)
})

test('only what reads can be allowed for always', async () => {
  main.on('rules.allow', () => ({ id: 'r', action: 'read_file', folder: '/notes', createdAt: '' }))
  await show(plan([action('a1', { risk: 'read' }), action('a2')]))
  const [rule, ...others] = screen.getAllByRole('button', { name: 'Always allow in this folder' })
  expect(others).toEqual([])
  await userEvent.click(rule!)
  expect(asked('rules.allow')).toEqual([{ messageId: 'plan', actionId: 'a1' }])
  expect(screen.getByText(/Always allowed in \/notes/)).toBeTruthy()
})

test('folders and rules are looked at over the plan, and Escape leads back to it', async () => {
  await show(plan([action('a1'), action('a2')]))
  await userEvent.click(screen.getByRole('checkbox', { name: 'Write a1' }))
  await userEvent.click(button('Folders and rules'))
  expect(screen.getByRole('dialog', { name: 'Folders and rules' })).toBeTruthy()
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('dialog', { name: 'Folders and rules' })).toBeNull()
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Write a1' }).checked).toBe(false)
  expect(document.activeElement).toBe(button('Folders and rules'))
})

test('a single action is said once and needs no tick; whole, where nothing below it is', async () => {
  const command = `echo a\n${'x\n'.repeat(22)}rm b`
  previews('a1', { kind: 'command', command, folder: '/a\u202Eb', notes: ['Only /a\u202Eb.'] })
  const dialog = await show(plan([action('a1', { title: 'Write a1' })], { summary: 'Write a1' }))
  await screen.findByRole('group', { name: 'Command' })
  expect([dialog.textContent?.split('Write a1').length, screen.queryByRole('checkbox')]).toEqual([2, null])
  expect(dialog.textContent).toContain('in 24 lines. Scroll to the end of it.')
  expect(dialog.textContent).not.toContain('\u202E')
  cleanup()
  previews('a1', null, 'There is no a\u202Eb.')
  await show(plan([action('a1', { title: 'Write a1 whole' })], { summary: 'Write a1 w…' }))
  await screen.findByText('Write a1 whole')
})

test('a name cannot look like another one', async () => {
  previews('a1', { kind: 'targets', targets: ['a.md\n/etc/hosts', 'x\u202Etxt.exe'], notes: [] })
  const dialog = await show(plan([action('a1', { title: 'Delete x\u202Etxt.exe' })]))
  await within(dialog).findByText('a.md⏎/etc/hosts')
  expect(dialog.textContent).not.toContain('\u202E')
})

test('where no folder is granted, a look into one asks for it beforehand', async () => {
  main.on('folders.list', () => [])
  await show(plan([action('a1', { action: 'list_files', arguments: {}, risk: 'read' })]))
  expect(await screen.findByRole('button', { name: 'Choose a folder…' })).toBeTruthy()
})
