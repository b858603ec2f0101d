import { act, cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Message, TextMetadata } from '../../shared/message.ts'
import type { RequestMetadata } from '../../shared/request.ts'
import { ChatHeader } from '../chat/chat-header.tsx'
import { HearthContext } from '../hearth-context.ts'
import { openHearth, type Hearth } from '../store/hearth.ts'
import {
  conversation,
  message,
  Refusal,
  scriptBridge,
  type ScriptedBridge,
} from '../store/scripted-bridge.ts'
import { fact, factPage } from '../store/scripted-facts.ts'
import { action, plan, result, step } from '../store/scripted-plans.ts'
import { createDocuments, settledRows } from '../transcript/rows.ts'
import { TranscriptRow } from '../transcript/transcript-row.tsx'

let main: ScriptedBridge
let hearth: Hearth

beforeEach(() => {
  main = scriptBridge()
  main.on('memory.settings', () => ({ learn: 'propose', recall: true }))
  main.on('memory.list', (query) => factPage([], query))
  main.on('conversations.open', ({ id }) => ({
    conversation: conversation(id, 20),
    messages: [],
    hasEarlier: false,
    hasLater: false,
    turn: null,
    run: null,
  }))
  hearth = openHearth(main.bridge, main.outside)
})

afterEach(cleanup)

const nothing = (): void => undefined
const inputs = (name: string) => main.asked.filter((one) => one.name === name).map(({ input }) => input)

function draw(messages: readonly Message[]): void {
  const documents = createDocuments()
  const rows = settledRows(messages, documents)
  const props = { documents, editing: false, busy: false, latest: true }
  const on = { onEditing: nothing, onEdit: nothing, onRegenerate: nothing }
  render(
    <HearthContext value={hearth}>
      {rows.map((row) => (
        <TranscriptRow key={row.key} row={row} {...props} {...on} />
      ))}
    </HearthContext>,
  )
}

const answer = (metadata: TextMetadata) => message('m2', 2, { role: 'assistant', content: 'So.', metadata })

test('an answer that was given nothing says nothing of it', () => {
  draw([answer({ recalled: { contexts: [], messages: [] } })])
  expect(screen.queryByRole('button', { name: /used/ })).toBeNull()
})

test('an answer shows what it rests on, what was forgotten since and what was said earlier', async () => {
  main.on('memory.why', () => ({
    facts: [fact('a', { value: 'prod, 1.31' })],
    forgotten: 2,
    messages: [
      {
        id: 'old',
        conversationId: 'b',
        title: 'Clusters',
        role: 'user',
        content: 'The cluster was slow.',
        createdAt: '2029-12-30T12:00:00.000Z',
      },
    ],
  }))
  draw([answer({ recalled: { contexts: ['a', 'x', 'y'], messages: ['old'] } })])
  await userEvent.click(screen.getByRole('button', { name: /3 memories, 1 earlier message used/ }))
  const panel = await screen.findByRole('dialog', { name: 'Why did you say that?' })
  expect(inputs('memory.why')).toEqual([{ messageId: 'm2' }])
  expect(panel.textContent).toMatch(/prod, 1\.31.*2 facts were forgotten since\..*The cluster was slow\./)
  await userEvent.click(within(panel).getByRole('button', { name: /The cluster was slow/ }))
  await vi.waitFor(() => expect(hearth.store.getState().chat.id).toBe('b'))
})

test('a fact that an answer rested on is judged where it stands', async () => {
  main.on('memory.why', () => ({ facts: [fact('a'), fact('b')], forgotten: 0, messages: [] }))
  main.on('memory.judge', ({ id }) => {
    if (id === 'b') throw new Refusal('not_found', 'This is not remembered any more.')
  })
  draw([answer({ recalled: { contexts: ['a', 'b'], messages: [] } })])
  await userEvent.click(screen.getByRole('button', { name: /2 memories used/ }))
  const panel = await screen.findByRole('dialog')
  await userEvent.click(within(panel).getByRole('button', { name: 'Never again: key_a' }))
  expect(panel.textContent).toContain('never learned again')
  await userEvent.click(within(panel).getByRole('button', { name: 'Wrong: key_b' }))
  expect(inputs('memory.judge')).toEqual([
    { id: 'a', verdict: 'never' },
    { id: 'b', verdict: 'wrong' },
  ])
  expect(main.notices.at(-1)).toMatchObject({ text: 'This is not remembered any more.' })
  expect(within(panel).getByRole('button', { name: 'Outdated: key_b' })).toBeDefined()
})

const remember = action('r', {
  action: 'remember',
  arguments: { text: 'we deploy with Helm', type: 'project' },
})
const outright: Partial<RequestMetadata> = { status: 'approved', approvedBy: 'person' }
const remembered = step('r', { inverse: { changes: [{ kind: 'remembered' }] } })

test('what was said to be remembered is a line with Undo, and says when it was taken back', async () => {
  main.on('run.undo', () => ({ undone: ['r'], left: [] }))
  draw([plan([remember], outright), remembered, result('')])
  expect(screen.getByRole('article').textContent).toBe('Remembered: we deploy with HelmUndo')
  await userEvent.tab()
  await userEvent.keyboard('{Enter}')
  expect(inputs('run.undo')).toEqual([{ runId: 'run' }])
  expect(hearth.store.getState().announcement.text).toBe('Undone.')
  cleanup()
  const at = '2030-01-01T12:01:00.000Z'
  draw([plan([remember], outright), step('r', { undone: { at, left: [] } }), result('', { undone: 'yes' })])
  expect(screen.getByRole('article').textContent).toBe('No longer remembered: we deploy with Helm')
})

test.each<[string, Partial<RequestMetadata>, Message[]]>([
  ['that a model named', { ...outright, model: 'qwen3:4b' }, [remembered, result('')]],
  ['that waits', { status: 'pending' }, []],
  ['that failed', outright, [result('It failed.', { status: 'failed' })]],
])('a plan to remember %s is a plan like any other', (_, metadata, rest) => {
  draw([plan([remember], metadata), ...rest])
  expect(screen.queryByRole('article', { name: 'Remembered' })).toBeNull()
})

test('what was learned waits in the header, takes no focus, and is decided there', async () => {
  let facts = [fact('a', { status: 'proposed' }), fact('b', { status: 'proposed', value: 'I like tea' })]
  main.on('memory.list', (query) => factPage(facts, query))
  main.on('memory.change', ({ id }) => {
    facts = facts.filter((one) => one.id !== id)
    return fact(id)
  })
  main.on('memory.reject', ({ ids }) => ids.length)
  await act(() => hearth.chat.open('a'))
  const header = <ChatHeader sidebarHidden={false} onShowSidebar={nothing} onNewChat={nothing} />
  render(<HearthContext value={hearth}>{header}</HearthContext>)
  expect(document.activeElement).toBe(document.body)
  await userEvent.click(await screen.findByRole('button', { name: '2 things to remember?' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Keep: key_a' }))
  expect(inputs('memory.change')).toEqual([{ id: 'a', status: 'kept' }])
  await userEvent.click(screen.getByRole('button', { name: 'Not this: key_b' }))
  expect(inputs('memory.reject')).toEqual([{ ids: ['b'] }])
  expect(screen.getByText('That was all.')).toBeDefined()
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(screen.queryByRole('button', { name: /to remember/ })).toBeNull())
})
