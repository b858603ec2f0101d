import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openWords } from '../../shared/words/language.ts'
import { Refusal } from '../store/scripted-bridge.ts'
import { action, plan } from '../store/scripted-plans.ts'
import { stagePlanDialog, type PlanStage } from './test-plan-dialog.tsx'

let stage: PlanStage

beforeEach(() => {
  stage = stagePlanDialog()
})

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

test('arguments have words, and stand in the order in which one reads them', async () => {
  await stage.show(plan([action('a1', { action: 'remind', arguments: { zone: 'x', at: 'y', text: 'z' } })]))
  await userEvent.click(stage.button('Details of Write a1'))
  const names = screen.getAllByRole('textbox').map((field) => field.closest('div')?.textContent)
  expect(names).toEqual(['What to tell you', 'When', 'Zone'])
})

test('what must fail is not begun, says why, and can be once it is another', async () => {
  stage.previews('a.md', null, 'There is no folder /notes.')
  await stage.show(plan([action('a.md')]))
  expect(await screen.findByText('It cannot be done as it stands: above is why.')).toBeDefined()
  expect(stage.button('Proceed').disabled).toBe(true)
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'))
  await userEvent.click(stage.button('Details of Write a.md'))
  await userEvent.type(screen.getByRole('textbox', { name: 'Path' }), 'x')
  expect(stage.button('Proceed').disabled).toBe(false)
})

test('where only a part of a plan must fail a warning stands, and nothing is held up', async () => {
  stage.previews('a.md', null, 'There is no folder /notes.')
  const dialog = await stage.show(plan([action('a.md'), action('b.md')]))
  const warning = /^One of the actions cannot be done as things are now\./
  expect(await screen.findByText(warning)).toBeDefined()
  expect(stage.button('Proceed').disabled).toBe(false)
  await userEvent.click(within(dialog).getByRole('checkbox', { name: 'Write b.md' }))
  expect(screen.queryByText(warning)).toBeNull()
  expect(stage.button('Proceed').disabled).toBe(true)
  await userEvent.click(within(dialog).getByRole('checkbox', { name: 'Write a.md' }))
  await userEvent.click(within(dialog).getByRole('checkbox', { name: 'Write b.md' }))
  expect([screen.queryByText(warning), stage.button('Proceed').disabled]).toEqual([null, false])
})

test('says what will happen in a sentence, with each action, its risk and its way back', async () => {
  const dialog = await stage.show(
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
  stage.previews('a1', { kind: 'file', path: '/notes/a', before: 'one\ntwo\n', after: 'one\n2\n' })
  await stage.show(plan([action('a1')]))
  const changes = await screen.findByRole('figure', { name: 'Changes in /notes/a' })
  expect(changes.textContent).toContain('Removed: two')
  expect(changes.textContent).toContain('Added: 2')
  cleanup()

  const command = `echo ${'x'.repeat(3_000)}`
  stage.previews(
    'a1',
    { kind: 'command', command, folder: '/notes', notes: ['No network.'] },
    'It may not end.',
  )
  const dialog = await stage.show(plan([action('a1')]))
  expect((await screen.findByRole('group', { name: 'Command' })).textContent).toBe(command)
  expect(dialog.textContent).toMatch(/in \/notes.*No network\./)
  expect(dialog.textContent).toContain('It may not end.')
})

test('Proceed approves what is shown', async () => {
  await stage.show(plan([action('a1')]))
  expect(document.activeElement).toBe(stage.button('Proceed'))
  await userEvent.keyboard('{Enter}')
  expect(stage.asked('request.approve')).toEqual([{ messageId: 'plan', digest: 'digest 1' }])
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('Enter and Space answer nothing in the first half second, while somebody types, or held down', async () => {
  await stage.show(plan([action('a1')]), 400)
  await userEvent.keyboard('{Enter} ')
  stage.wait(400)
  await userEvent.keyboard('a{Enter}')
  stage.wait(600)
  const isTaken = fireEvent.keyDown(stage.button('Proceed'), { key: 'Enter', repeat: true })
  expect(isTaken).toBe(false)
  expect(stage.asked('request.approve')).toEqual([])
  await userEvent.keyboard('{Enter}')
  expect(stage.asked('request.approve')).toHaveLength(1)
})

test('what destroys something needs a tick that names it, and the safe answer has the focus', async () => {
  const destroys = action('a1', { title: 'Delete 3 files', risk: 'destructive', undo: 'no' })
  await stage.show(plan([destroys, action('a2')]))
  expect(document.activeElement).toBe(stage.button('Cancel'))
  expect(stage.button('Proceed').disabled).toBe(true)
  await userEvent.click(
    screen.getByRole('checkbox', { name: 'I understand this cannot be undone: Delete 3 files' }),
  )
  await userEvent.click(stage.button('Proceed'))
  expect(stage.asked('request.approve')).toEqual([
    { messageId: 'plan', digest: 'digest 1', understood: true },
  ])
})

test('in another language it names it in that', async () => {
  const one = (name: string) =>
    action(name, { action: 'delete_file', title: `Delete ${name}.`, risk: 'destructive', undo: 'no' })
  await stage.show(plan([one('a.md'), one('b.md')]), 1_000, openWords('de'))
  const [consent] = screen.getAllByRole('checkbox', { name: /^Mir ist klar/ })
  expect(consent?.closest('label')?.textContent).toMatch(/: a\.md löschen; b\.md löschen$/)
})

test('without its destructive action a plan needs no consent', async () => {
  const destroys = action('a1', { title: 'Delete 3 files', risk: 'destructive', undo: 'no' })
  await stage.show(plan([destroys, action('a2')]))
  await userEvent.click(screen.getByRole('checkbox', { name: 'Delete 3 files' }))
  expect(screen.queryByRole('checkbox', { name: /I understand/ })).toBeNull()
  expect(stage.button('Proceed').disabled).toBe(false)
  await userEvent.click(screen.getByRole('checkbox', { name: 'Write a2' }))
  expect(stage.button('Proceed').disabled).toBe(true)
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
  stage.main.on('request.revise', ({ actions }) => {
    const [revised] = actions
    return plan([action('a1', { arguments: revised?.arguments ?? {} })], { digest: 'digest 2' })
  })
  await stage.show(plan([action('a1', { arguments: given })]))
  const user = userEvent.setup()
  await user.click(stage.button('Details of Write a1'))
  await user.type(screen.getByLabelText('Path'), 'b')
  await user.click(screen.getByLabelText('Force'))
  await user.type(screen.getByLabelText(/^Names/), '{Enter}z{Enter}')
  await user.clear(screen.getByLabelText('Lines'))
  expect(stage.button('Proceed').disabled).toBe(true)
  await user.type(screen.getByLabelText('Lines'), '12')
  await user.click(stage.button('Proceed'))
  const arguments_ = { ...given, path: 'ab', lines: 12, force: true, names: ['x', 'y', 'z'] }
  expect(stage.asked('request.revise')).toEqual([
    { messageId: 'plan', digest: 'digest 1', actions: [{ id: 'a1', arguments: arguments_ }] },
  ])
  expect(stage.asked('request.approve')).toEqual([{ messageId: 'plan', digest: 'digest 2' }])
})

test('a plan that became worse is shown again, and nothing is approved', async () => {
  stage.main.on('request.revise', () =>
    plan([action('a1', { risk: 'destructive', undo: 'no' })], { digest: 'digest 2' }),
  )
  const dialog = await stage.show(plan([action('a1'), action('a2')]))
  await userEvent.click(screen.getByRole('checkbox', { name: 'Write a2' }))
  await userEvent.click(stage.button('Proceed'))
  expect(dialog.textContent).toContain('Look at it once more.')
  expect(stage.button('Proceed').disabled).toBe(true)
  expect(stage.asked('request.approve')).toEqual([])
})

test('a plan that is changed elsewhere says so and forgets what was ticked', async () => {
  const dialog = await stage.show(plan([action('a1', { risk: 'destructive' })]))
  await userEvent.click(screen.getByRole('checkbox', { name: /I understand/ }))
  const changed = plan([action('a9', { risk: 'destructive' })], { digest: 'digest 9' })
  await act(async () => stage.main.emit({ type: 'message.saved', message: changed }))
  expect(dialog.textContent).toContain('Look at it once more.')
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /I understand/ }).checked).toBe(false)
})

test.each([
  ['Explain how to do it by hand', 'explain'],
  ['Find another way', 'otherWay'],
  ['Go on chatting', 'chat'],
])('Cancel offers: %s', async (name, instead) => {
  await stage.show(plan([action('a1')]))
  await userEvent.click(stage.button('Cancel'))
  expect(document.activeElement).toBe(stage.button('Go on chatting'))
  await userEvent.click(stage.button(name))
  expect(stage.asked('request.cancel')).toEqual([{ messageId: 'plan', instead }])
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('Escape closes the dialog and answers nothing', async () => {
  await stage.show(plan([action('a1')]))
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(stage.asked('request.cancel')).toEqual([])
  expect(stage.asked('request.approve')).toEqual([])
})

test('what was answered elsewhere is said, and cannot be answered again', async () => {
  stage.main.on('request.approve', () => {
    throw new Refusal('forbidden', 'Another window has answered this plan.')
  })
  const dialog = await stage.show(plan([action('a1')]))
  await userEvent.click(stage.button('Proceed'))
  expect(dialog.textContent).toContain('Another window has answered this plan.')
  const message = plan([action('a1')], { status: 'cancelled' })
  await act(async () => stage.main.emit({ type: 'message.saved', message }))
  expect(screen.queryByRole('button', { name: 'Proceed' })).toBeNull()
  expect(dialog.textContent).toContain('This plan was cancelled. Nothing was done.')
})

test('a plan that looking at it makes another is looked at once; one that others change all the time, not for ever', async () => {
  let changes = 1
  const change = (): string => {
    changes += 1
    stage.main.emit({ type: 'message.saved', message: plan([action('a1')], { digest: `digest ${changes}` }) })
    return `digest ${changes}`
  }
  const found = [
    { actionId: 'a1', preview: { kind: 'targets', targets: ['seen'], notes: [] }, problem: null },
  ] as const
  stage.main.on('request.preview', () => ({ digest: change(), previews: found }))
  const dialog = await stage.show(plan([action('a1')]))
  await within(dialog).findByText('seen')
  // Once before it is known which folders are granted, and once with them.
  expect(stage.asked('request.preview')).toHaveLength(2)
  // Another window shows it as well, and makes it another each time.
  for (let times = 0; times < 20; times += 1) await act(async () => void change())
  expect(dialog.textContent).toContain('keeps changing')
  expect(stage.asked('request.preview')).toHaveLength(9)
})

test('a single action is said once and needs no tick; whole, where nothing below it is', async () => {
  const command = `echo a\n${'x\n'.repeat(22)}rm b`
  stage.previews('a1', { kind: 'command', command, folder: '/a\u202Eb', notes: ['Only /a\u202Eb.'] })
  const dialog = await stage.show(plan([action('a1', { title: 'Write a1' })], { summary: 'Write a1' }))
  await screen.findByRole('group', { name: 'Command' })
  expect([dialog.textContent?.split('Write a1').length, screen.queryByRole('checkbox')]).toEqual([2, null])
  expect(dialog.textContent).toContain('in 24 lines. Scroll to the end of it.')
  expect(dialog.textContent).not.toContain('\u202E')
  cleanup()
  stage.previews('a1', null, 'There is no a\u202Eb.')
  await stage.show(plan([action('a1', { title: 'Write a1 whole' })], { summary: 'Write a1 w…' }))
  await screen.findByText('Write a1 whole')
})

test('a name cannot look like another one', async () => {
  stage.previews('a1', { kind: 'targets', targets: ['a.md\n/etc/hosts', 'x\u202Etxt.exe'], notes: [] })
  const dialog = await stage.show(plan([action('a1', { title: 'Delete x\u202Etxt.exe' })]))
  await within(dialog).findByText('a.md⏎/etc/hosts')
  expect(dialog.textContent).not.toContain('\u202E')
})
