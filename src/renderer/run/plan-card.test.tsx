import { act, cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { getI18n } from 'react-i18next'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Message } from '../../shared/message.ts'
import type { RunningRun } from '../../shared/run.ts'
import { HearthContext } from '../hearth-context.ts'
import { openHearth, type Hearth } from '../store/hearth.ts'
import { conversation, scriptBridge, type ScriptedBridge } from '../store/scripted-bridge.ts'
import { action, plan, result, runningRun, step } from '../store/scripted-plans.ts'
import { createDocuments, settledRows } from '../transcript/rows.ts'
import { TranscriptRow } from '../transcript/transcript-row.tsx'

let main: ScriptedBridge
let hearth: Hearth

beforeEach(() => {
  main = scriptBridge()
  for (const name of ['run.pause', 'run.resume', 'run.stop'] as const) main.on(name, () => undefined)
  main.on('run.undo', () => ({ undone: [], left: [] }))
})

afterEach(async () => {
  cleanup()
  await getI18n().changeLanguage('en')
})

const approved = plan([action('a1', { title: 'Write a.md' }), action('a2', { title: 'Delete b.md' })], {
  status: 'approved',
  runId: 'run',
  model: 'tiny:latest',
})

/** Draws the one row of a conversation of a plan. */
async function show(messages: readonly Message[], run: RunningRun | null = null): Promise<HTMLElement> {
  main.on('conversations.open', ({ id }) => ({
    conversation: conversation(id, 20),
    messages,
    hasEarlier: false,
    hasLater: false,
    turn: null,
    run,
  }))
  hearth = openHearth(main.bridge, main.outside)
  await hearth.chat.open('a')
  const documents = createDocuments()
  const [row, ...others] = settledRows(messages, documents)
  expect(others).toEqual([])
  render(
    <HearthContext value={hearth}>
      <TranscriptRow
        row={row!}
        documents={documents}
        editing={false}
        busy={false}
        latest
        onEditing={() => undefined}
        onEdit={() => undefined}
        onRegenerate={() => undefined}
      />
    </HearthContext>,
  )
  return screen.getByRole('article')
}

const asked = (name: string) => main.asked.filter((one) => one.name === name).map(({ input }) => input)
const steps = () =>
  within(screen.getByRole('list', { name: 'Steps' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)

test('a plan that waits says until when, and opens its dialog', async () => {
  const expiresAt = new Date(Date.now() + 23.4 * 3_600_000).toISOString()
  const card = await show([plan([action('a1')], { expiresAt })])
  expect(card.textContent).toContain('One action · nothing happens until you say so · expires in 23 h')
  await userEvent.click(screen.getByRole('button', { name: 'Look at the plan' }))
  expect(hearth.store.getState().plan).toBe('plan')
})

test('a card that is drawn already turns to another language, with its numbers and times', async () => {
  const times = { startedAt: '2030-01-01T12:00:00.000Z', endedAt: '2030-01-01T12:00:01.500Z' }
  const output = { output: 'end', outputLength: 25_000 }
  const card = await show([approved, step('a1', { ...times, ...output, state: 'failed' })])
  expect(card.textContent).toContain('1.5 s')
  await act(async () => void (await getI18n().changeLanguage('de')))
  expect(card.textContent).toMatch(/^Wartet: .*Fehlgeschlagen: .*1,5 s.*Alle 25\.000 Zeichen zeigen/s)
})

test.each([
  ['cancelled', 'Cancelled. Nothing was done.'],
  ['expired', 'Expired without an answer. Nothing was done.'],
] as const)('a plan that is %s says so and offers nothing', async (status, words) => {
  const card = await show([plan([action('a1')], { status })])
  expect(card.textContent).toContain(words)
  expect(screen.queryByRole('button')).toBeNull()
})

test('a plan whose day is over cannot be looked at any more', async () => {
  const card = await show([plan([action('a1')], { expiresAt: '2020-01-01T12:00:00.000Z' })])
  expect(card.textContent).toContain('Expired without an answer.')
  expect(screen.queryByRole('button')).toBeNull()
})

test('a run is a line a step: done with its time, under way with its output, waiting', async () => {
  const done = step('a1', {
    title: 'Wrote a.md',
    startedAt: '2030-01-01T12:00:00.000Z',
    endedAt: '2030-01-01T12:00:00.140Z',
  })
  const underWay = step('a2', { state: 'output', output: 'half', outputLength: 4 })
  const card = await show([approved, done, underWay], runningRun())
  expect(card.getAttribute('aria-busy')).toBe('true')
  expect(steps()).toEqual(['Done: Wrote a.md0.1 s', expect.stringMatching(/^Under way: Delete b\.md.*half/)])
  act(() => {
    main.emit({ type: 'run.output', runId: 'run', messageId: 'step a2', offset: 4, text: ' and whole' })
    main.paint()
  })
  expect(screen.getByRole('group', { name: 'Output' }).textContent).toBe('half and whole')
})

test('a run can be paused and stopped, and goes on with new instructions', async () => {
  await show([approved], runningRun())
  await userEvent.click(screen.getByRole('button', { name: 'Pause' }))
  await act(async () => main.emit({ type: 'run.changed', run: runningRun('pausing') }))
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Pausing…' }).disabled).toBe(true)
  expect(screen.getByRole('status').textContent).toContain('pauses before the next one')
  await userEvent.click(screen.getByRole('button', { name: 'Do not pause' }))
  await act(async () => main.emit({ type: 'run.changed', run: runningRun('paused') }))
  await userEvent.type(screen.getByRole('textbox', { name: /New instructions/ }), 'Only a.md{Enter}')
  await userEvent.click(screen.getByRole('button', { name: 'Stop the run' }))
  expect(main.asked.slice(-4)).toEqual([
    { name: 'run.pause', input: { runId: 'run' } },
    { name: 'run.resume', input: { runId: 'run' } },
    { name: 'run.resume', input: { runId: 'run', instructions: 'Only a.md' } },
    { name: 'run.stop', input: { runId: 'run' } },
  ])
})

test('without instructions a paused run simply goes on', async () => {
  await show([approved], runningRun('paused'))
  await userEvent.click(screen.getByRole('button', { name: 'Resume' }))
  expect(asked('run.resume')).toEqual([{ runId: 'run' }])
})

const replaced = { kind: 'replaced', path: '/notes/a.md' }

test('a finished run says what came of it, and takes back a step or all', async () => {
  const messages = [
    approved,
    step('a1', { title: 'Wrote a.md', inverse: { changes: [replaced] } }),
    step('a2', { title: 'Deleted b.md', inverse: { changes: [replaced] } }),
    result('Two files are other files now.'),
  ]
  const card = await show(messages)
  expect(card.textContent).toContain('Two files are other files now.')
  await userEvent.click(screen.getByRole('button', { name: 'Undo Deleted b.md' }))
  await userEvent.click(screen.getByRole('button', { name: 'Undo 2 changes' }))
  expect(asked('run.undo')).toEqual([{ runId: 'run', actionId: 'a2' }, { runId: 'run' }])
})

test('a run of one step is said in one line, and taken back in one place', async () => {
  const single = plan([action('a1', { title: 'Write a.md' })], { summary: 'Write a.md', status: 'approved' })
  const stays = [{ path: '/notes/x\u202Etxt.exe', reason: 'It is a\u202Eb now.' }]
  const done = step('a1', { title: 'Write a.md', inverse: { changes: [replaced] }, stays })
  const card = await show([single, done, result('Wrote it.')])
  const [heading] = within(card).getAllByRole('heading')
  expect(heading?.className).toBe('sr-only')
  expect(card.querySelectorAll('.run-step')).toHaveLength(1)
  expect(screen.getAllByRole('button', { name: /^Undo/ }).map((one) => one.textContent)).toEqual([
    'Undo the change',
  ])
  expect(card.textContent).toContain('\\u{202e}')
  expect(card.textContent).not.toContain('\u202E')
})

test('what was undone says what was left and why, and that can be tried again', async () => {
  const undone = {
    at: '2030-01-01T13:00:00.000Z',
    left: [{ path: '/notes/b.md', reason: 'It has changed since.' }],
  }
  const card = await show([
    approved,
    step('a1', { inverse: { changes: [] }, undone: { ...undone, left: [] } }),
    step('a2', { title: 'Wrote b.md', inverse: { changes: [replaced] }, undone }),
    result('Done.', { undone: 'partly' }),
  ])
  expect(steps()[0]).toMatch(/^Undone: /)
  expect(screen.getByRole('list', { name: 'Left as it is' }).textContent).toContain(
    '/notes/b.md · It has changed since.',
  )
  expect(card.textContent).toContain('It was undone, but not all of it.')
  expect(screen.getByRole('button', { name: 'Undo Wrote b.md' })).toBeDefined()
  expect(screen.getByRole('button', { name: 'Undo the change' })).toBeDefined()
})

test('what lies in the trash offers no undo, and says where it is', async () => {
  await show([
    approved,
    step('a1', { title: 'Wrote a.md', inverse: { changes: [replaced] } }),
    step('a2', { title: 'Deleted b.md', inverse: { changes: [{ kind: 'trashed', path: '/notes/b.md' }] } }),
    result('Done.'),
  ])
  expect(screen.queryByRole('button', { name: 'Undo Deleted b.md' })).toBeNull()
  expect(screen.getByRole('button', { name: 'Undo the change' })).toBeDefined()
  expect(steps()[1]).toContain('It lies in the system’s trash. Restore it from there.')
})

test('why nothing of a step was undone stays to be read, and it can be tried again', async () => {
  const stays = [{ path: '/notes/a.md', reason: 'It has changed since.' }]
  await show([
    approved,
    step('a1', { title: 'Wrote a.md', inverse: { changes: [replaced] }, stays }),
    result('Done.'),
  ])
  expect(steps()[0]).toContain('/notes/a.md · It has changed since.')
  expect(screen.getByRole('button', { name: 'Undo Wrote a.md' })).toBeDefined()
})

test('a reason that names its file is told without naming it twice', async () => {
  const stays = [{ path: '/notes/a.md', reason: '/notes/a.md has changed since.' }]
  await show([approved, step('a1', { inverse: { changes: [replaced] }, stays }), result('Done.')])
  const left = screen.getByRole('list', { name: 'Left as it is' })
  expect(left.textContent).toBe('/notes/a.md has changed since.')
})

test('a failed run shows the error of its step once, what was not done, and what to try', async () => {
  const error = { code: 'action_failed', message: 'The disk said no.' } as const
  const card = await show([
    approved,
    step('a1', { state: 'failed', error }),
    result('The disk said no. 0 of 2 steps are done.', {
      status: 'failed',
      error,
      advice: 'Free some space.',
    }),
  ])
  expect(card.textContent.split('The disk said no.')).toHaveLength(2)
  expect(card.textContent).toContain('0 of 2 steps are done.')
  expect(card.textContent).toContain('Free some space.')
  expect(steps()[1]).toBe('Not done: Delete b.md')
})

test('an interrupted run shows what is not known, and asks for the rest as a new plan', async () => {
  main.on('run.goOn', () => plan([action('a2')], {}, 'rest'))
  await show([approved, step('a1', { state: 'started' }), result('', { status: 'interrupted' })])
  expect(steps()[0]).toMatch(/^Unknown: .*Whether it was done is not known\./)
  await userEvent.click(screen.getByRole('button', { name: 'Go on with the rest' }))
  expect(asked('run.goOn')).toEqual([{ runId: 'run' }])
  expect(hearth.store.getState().plan).toBe('rest')
})

test('where no model tells what came of it, a finished step stays open with what it gave out', async () => {
  const byHand = plan([action('a1', { title: 'List /notes' })], { status: 'approved', runId: 'run' })
  await show([
    byHand,
    step('a1', { title: 'List /notes', output: 'a.md\nb.md', outputLength: 9 }),
    result('Done.'),
  ])
  const opener = screen.getByRole('button', { name: 'List /notes' })
  expect(opener.getAttribute('aria-expanded')).toBe('true')
  expect(screen.getByText(/b\.md/)).toBeTruthy()
})

test('a finished step opens with its files and its output, all of it when asked for', async () => {
  main.on('run.output', () => 'the whole output')
  await show([
    approved,
    step('a1', {
      output: 'the end',
      outputLength: 50_000,
      files: [{ change: 'created', path: '/notes/a.md' }],
    }),
    result('Done.'),
  ])
  const opener = screen.getByRole('button', { name: 'Write a.md' })
  expect(opener.getAttribute('aria-expanded')).toBe('false')
  expect(screen.queryByText('/notes/a.md')).toBeNull()
  await userEvent.click(opener)
  expect(screen.getByText('/notes/a.md')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: /^Show all 50.000 characters$/ }))
  expect(screen.getByRole('group', { name: 'Output' }).textContent).toBe('the whole output')
})

test('a step shows how many lines it changed, and opened the lines themselves, a long change folded', async () => {
  const lines = Array.from({ length: 40 }, (_, index) => ({ kind: 'added' as const, text: `line ${index}` }))
  const diff = { added: 1_000, removed: 0, lines, cut: true }
  await show([
    approved,
    step('a1', { files: [{ change: 'created', path: '/notes/a.md', diff }] }),
    step('a2', { files: [{ change: 'changed', path: '/notes/b.md' }] }),
    result('Done.'),
  ])
  expect(steps()[0]).toMatch(/\+1.000 lines/)
  await userEvent.click(screen.getByRole('button', { name: 'Write a.md' }))
  const change = within(screen.getByRole('figure', { name: 'Changes in /notes/a.md' }))
  expect(change.getAllByText('Added:')).toHaveLength(6)
  expect(change.queryByText(/goes on/)).toBeNull()
  await userEvent.click(change.getByRole('button', { name: 'Show 34 more lines' }))
  expect(change.getByText('line 39')).toBeDefined()
  expect(change.getByText(/The change goes on\. Only its beginning was kept\./)).toBeDefined()
})

test('of a run with thousands of steps those around its place are drawn', async () => {
  const ids = Array.from({ length: 5_000 }, (_, index) => `${index}`)
  const long = plan(
    ids.map((id) => action(id)),
    { status: 'approved', runId: 'run' },
  )
  await show([long, ...ids.slice(0, 3_000).map((id) => step(id))], runningRun())
  expect(steps()).toHaveLength(24)
  expect(steps().some((words) => words.includes('Write 2999'))).toBe(true)
  expect(screen.getByRole('button', { name: /^Show 2.981 earlier steps$/ })).toBeTruthy()
  expect(screen.getByRole('button', { name: /^Show 1.995 later steps$/ })).toBeTruthy()
})
