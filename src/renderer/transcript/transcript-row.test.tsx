import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { AppErrorCode } from '../../shared/errors.ts'
import type { Message, TextMessage, TextMetadata } from '../../shared/message.ts'
import type { RunningTurn } from '../../shared/turn.ts'
import { EditsContext } from './edits-context.ts'
import { ModelsContext } from './models-context.ts'
import { answerRows, createDocuments, settledRows, type Row } from './rows.ts'
import { TranscriptRow } from './transcript-row.tsx'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function message(
  content: string,
  metadata: TextMetadata | null,
  role: 'user' | 'assistant' = 'assistant',
): TextMessage {
  return {
    id: 'm1',
    conversationId: 'c',
    role,
    content,
    createdAt: '2026-01-02T03:04:05.000Z',
    messageType: 'text',
    metadata,
  }
}

function draw(row: Row | undefined, props: { editing?: boolean; busy?: boolean; latest?: boolean } = {}) {
  const spies = {
    onEditing: vi.fn<(id: string | null) => void>(),
    onEdit: vi.fn<(id: string, text: string) => void>(),
    onRegenerate: vi.fn<(id: string) => void>(),
  }
  const view = render(
    <TranscriptRow
      row={row!}
      documents={createDocuments()}
      editing={props.editing ?? false}
      busy={props.busy ?? false}
      latest={props.latest ?? true}
      {...spies}
    />,
  )
  return { ...spies, ...view }
}

function settled(entry: Message): Row | undefined {
  return settledRows([entry], createDocuments())[0]
}

function running(answer: TextMessage, changes: Partial<RunningTurn> = {}): Row | undefined {
  const turn: RunningTurn = {
    id: 't',
    conversationId: 'c',
    model: null,
    phase: 'waiting',
    startedAt: new Date().toISOString(),
    answer,
    ...changes,
  }
  return answerRows(answer, turn, createDocuments())[0]
}

describe('an answer', () => {
  test('that is complete shows its text and its tools', () => {
    const { onRegenerate } = draw(settled(message('**Hi**', { status: 'complete', model: 'qwen3:4b' })))
    expect(screen.getByRole('article', { name: 'Hearth' }).textContent).toMatch(/^Hiqwen3:4b/)
    fireEvent.click(screen.getByRole('button', { name: 'Answer again' }))
    expect(onRegenerate.mock.calls).toEqual([['m1']])
    expect(screen.getByRole('button', { name: 'Copy as Markdown' })).toBeTruthy()
  })

  test.each<[string, TextMetadata, RegExp, boolean]>([
    ['stopped', { status: 'stopped' }, /Stopped\./, false],
    ['interrupted', { status: 'interrupted' }, /closed before the answer was complete/, true],
    [
      'failed',
      { status: 'failed', error: { code: 'ollama_failed', message: 'Ollama died.' } },
      /Ollama died\./,
      true,
    ],
    ['failed without a reason', { status: 'failed' }, /did not finish/, true],
    ['cut by the limit', { status: 'complete', doneReason: 'length' }, /ran into the length limit/, false],
  ])('that was %s says so', (_, metadata, text, again) => {
    const { container, onRegenerate } = draw(settled(message('Half', metadata)))
    expect(container.querySelector('.ending')?.textContent).toMatch(text)
    const retry = screen.queryByRole('button', { name: 'Try again' })
    expect(retry !== null).toBe(again)
    if (retry) fireEvent.click(retry)
    expect(onRegenerate.mock.calls.length).toBe(again ? 1 : 0)
  })

  test('that is complete says nothing of its end', () => {
    expect(
      draw(settled(message('x', { status: 'complete', doneReason: 'stop' }))).container.querySelector(
        '.ending',
      ),
    ).toBeNull()
  })

  test('cannot be asked for again while another turn runs', () => {
    draw(settled(message('x', { status: 'failed' })), { busy: true })
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Try again' }).disabled).toBe(true)
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Answer again' }).disabled).toBe(true)
  })
})

describe('a running answer', () => {
  test('is waited for, with the time, and after ten seconds with the reason', () => {
    vi.useFakeTimers()
    const { container } = draw(running(message('', { status: 'streaming' })))
    expect(container.textContent).toBe('Waiting for the model')
    act(() => void vi.advanceTimersByTime(4_000))
    expect(container.textContent).toBe('Waiting for the model4 s')
    act(() => void vi.advanceTimersByTime(7_000))
    expect(container.textContent).toMatch(/^Waiting for the model11 s.*still be loading.*Stop works/)
  })

  test('thinks in one line that opens', () => {
    vi.useFakeTimers()
    const { container } = draw(
      running(message('', { status: 'streaming', thinking: 'Well, <b>hm</b>' }), { phase: 'thinking' }),
    )
    act(() => void vi.advanceTimersByTime(4_000))
    const button = screen.getByRole('button', { expanded: false })
    expect(button.textContent).toBe('Thinking…4 s')
    expect(container.textContent).not.toContain('Well')
    fireEvent.click(button)
    expect(screen.getByRole('group', { name: 'Thinking' }).textContent).toBe('Well, <b>hm</b>')
    expect(button.getAttribute('aria-expanded')).toBe('true')
  })

  test('has no tools and no end', () => {
    draw(running(message('Some **bo', { status: 'streaming' }), { phase: 'answering' }))
    expect(screen.queryByRole('button')).toBeNull()
    expect(screen.getByRole('article').getAttribute('aria-busy')).toBe('true')
    expect(screen.getByText('bo').tagName).toBe('STRONG')
  })
})

test('what was thought says how long it took', () => {
  draw(settled(message('x', { status: 'complete', thinking: 'hm', thinkingMs: 6_200 })))
  expect(screen.getByRole('button', { expanded: false }).textContent).toBe('Thought for 6 s')
})

describe('a message of the person', () => {
  test('is shown as it was typed', () => {
    const { container } = draw(settled(message('**no** <b>markup</b>\n  here', null, 'user')))
    expect(screen.getByRole('article', { name: 'You' })).toBeTruthy()
    expect(container.querySelector('.bubble')?.textContent).toBe('**no** <b>markup</b>\n  here')
  })

  test('of a megabyte shows its beginning, and all of it when asked', () => {
    const text = 'word '.repeat(200_000)
    const { container } = draw(settled(message(text, null, 'user')))
    expect(container.textContent?.length).toBeLessThan(4_000)
    fireEvent.click(screen.getByRole('button', { name: 'Show all (1.0 MB)' }))
    expect([...container.querySelectorAll('.plain')].map((piece) => piece.textContent).join('')).toBe(text)
  })

  test('is edited in place: Escape leaves it, Enter sends it', () => {
    const { onEdit, onEditing } = draw(settled(message('old', null, 'user')), { editing: true })
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Edit message' })
    expect(document.activeElement).toBe(field)
    expect(screen.getByText('What came after this message will be replaced.')).toBeTruthy()
    fireEvent.change(field, { target: { value: 'new' } })
    fireEvent.keyDown(field, { key: 'Escape' })
    expect(onEditing.mock.calls).toEqual([[null]])
    expect(onEdit).not.toHaveBeenCalled()
    fireEvent.keyDown(field, { key: 'Enter', shiftKey: true })
    expect(onEdit).not.toHaveBeenCalled()
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(onEdit.mock.calls).toEqual([['m1', 'new']])
  })

  test('that was being changed is found as it was left, until that is sent or given up', () => {
    const edits = new Map<string, string>()
    const row = settled(message('First', null, 'user'))
    const editor = () =>
      render(
        <EditsContext value={edits}>
          <TranscriptRow
            row={row!}
            documents={createDocuments()}
            editing
            busy={false}
            latest
            onEditing={() => undefined}
            onEdit={() => undefined}
            onRegenerate={() => undefined}
          />
        </EditsContext>,
      )
    const field = () => screen.getByRole<HTMLTextAreaElement>('textbox')
    editor()
    fireEvent.change(field(), { target: { value: 'Second' } })
    cleanup()
    editor()
    expect(field().value).toBe('Second')
    fireEvent.keyDown(field(), { key: 'Escape' })
    cleanup()
    editor()
    expect(field().value).toBe('First')
  })

  test('is not sent empty', () => {
    const { onEdit } = draw(settled(message('old', null, 'user')), { editing: true })
    fireEvent.change(screen.getByRole('textbox'), { target: { value: '  \n' } })
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(true)
    fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Enter' })
    expect(onEdit).not.toHaveBeenCalled()
  })
})

test('a plan of which nothing is known shows what it says', () => {
  draw(settled({ ...message('Join three files', null), messageType: 'agent_request', metadata: null }))
  expect(screen.getByRole('article', { name: 'Plan' }).textContent).toBe('PlanJoin three files')
})

test('only the last message can be answered again, an answer or one that got none', () => {
  draw(settled(message('Early', { status: 'failed' })), { latest: false })
  expect(screen.queryByRole('button', { name: /again/i })).toBeNull()
  const question: Message = { ...message('Unanswered', {}), role: 'user', metadata: null }
  const { onRegenerate } = draw(settled(question))
  screen.getByRole('button', { name: 'Answer again' }).click()
  expect(onRegenerate.mock.calls).toEqual([['m1']])
})

test('where another model is what helps, the models are a click away, as far as there is a page for them', () => {
  const open = vi.fn<() => void>()
  const row = (code: AppErrorCode) =>
    settled(message('', { status: 'failed', error: { code, message: 'It did not work.' } }))
  const { rerender } = draw(row('model_missing'))
  expect(screen.queryByRole('button', { name: 'Models' })).toBe(null)
  const within = (code: AppErrorCode) => (
    <ModelsContext value={open}>
      <TranscriptRow
        row={row(code)!}
        documents={createDocuments()}
        editing={false}
        busy={false}
        latest
        onEditing={() => undefined}
        onEdit={() => undefined}
        onRegenerate={() => undefined}
      />
    </ModelsContext>
  )
  rerender(within('ollama_busy'))
  expect(screen.queryByRole('button', { name: 'Models' })).toBe(null)
  rerender(within('model_out_of_memory'))
  fireEvent.click(screen.getByRole('button', { name: 'Models' }))
  expect(open).toHaveBeenCalledOnce()
})

test('an answer of which nothing came says so, and can be tried again', () => {
  const { onRegenerate } = draw(settled(message('', { status: 'complete' })))
  screen.getByText('The model gave no answer.')
  screen.getByRole('button', { name: /Try again/ }).click()
  expect(onRegenerate.mock.calls).toEqual([['m1']])
})
