import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TextMessage } from '../../shared/message.ts'
import { Transcript, type TranscriptProps } from './transcript.tsx'

/** There is no layout here: every element is as high as it is told, and says so once it is looked at. */
class TestResizeObserver implements ResizeObserver {
  private readonly tell: ResizeObserverCallback
  constructor(tell: ResizeObserverCallback) {
    this.tell = tell
  }
  observe(target: Element): void {
    const height = target.classList.contains('transcript-scroll') ? 600 : 100
    const contentRect = { width: 800, height } as DOMRectReadOnly
    queueMicrotask(() => this.tell([{ target, contentRect } as ResizeObserverEntry], this))
  }
  unobserve(): void {}
  disconnect(): void {}
}

beforeEach(() => {
  vi.stubGlobal('ResizeObserver', TestResizeObserver)
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
    configurable: true,
    get: () => document.body,
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  Reflect.deleteProperty(HTMLElement.prototype, 'offsetParent')
})

function message(id: string, role: 'user' | 'assistant', content: string): TextMessage {
  const createdAt = '2026-01-02T03:04:05.000Z'
  return { id, conversationId: 'c', role, content, createdAt, messageType: 'text', metadata: null }
}

function props(changes: Partial<TranscriptProps> = {}): TranscriptProps {
  return {
    conversationId: 'c',
    messages: [message('1', 'user', 'Question'), message('2', 'assistant', 'Answer')],
    hasEarlier: false,
    loadingEarlier: false,
    hasLater: false,
    loadingLater: false,
    stretch: 0,
    marked: null,
    onLoadLater: () => undefined,
    onNewest: () => undefined,
    turn: null,
    onLoadEarlier: () => undefined,
    onRegenerate: () => undefined,
    onEdit: () => undefined,
    onOpenLink: () => undefined,
    ...changes,
  }
}

async function draw(changes: Partial<TranscriptProps> = {}): Promise<ReturnType<typeof render>> {
  const view = render(<Transcript {...props(changes)} />)
  await act(async () => {
    await Promise.resolve()
  })
  return view
}

test('is a log of articles that says nothing by itself', async () => {
  await draw()
  const log = screen.getByRole('log', { name: 'Conversation' })
  expect(log.getAttribute('aria-live')).toBe('off')
  expect(log.tabIndex).toBe(0)
  expect(screen.getAllByRole('article').map((article) => article.getAttribute('aria-label'))).toEqual([
    'You',
    'Hearth',
  ])
})

test('an answer keeps its place in the page when it settles', async () => {
  const question = message('1', 'user', 'Question')
  const answer = message('2', 'assistant', 'Some **text**')
  const startedAt = new Date().toISOString()
  const turn = { id: 't', conversationId: 'c', model: 'm', phase: 'answering' as const, startedAt, answer }
  const { rerender } = await draw({ messages: [question], turn })
  const before = screen.getByText('text')
  rerender(<Transcript {...props({ messages: [question, answer], turn: null })} />)
  expect(screen.getByText('text')).toBe(before)
})

test('what is asked while one reads further up is shown, also when its turn is over before it is drawn', async () => {
  const messages = [message('1', 'user', 'Question'), message('2', 'assistant', 'Answer')]
  const { rerender } = await draw({ messages })
  const log = screen.getByRole('log')
  Object.defineProperty(log, 'scrollTop', { configurable: true, writable: true, value: 40 })
  fireEvent.wheel(log, { deltaY: -1 })
  expect(screen.getByRole('button', { name: 'To the end' })).toBeTruthy()
  const later = [...messages, message('3', 'assistant', 'From elsewhere')]
  rerender(<Transcript {...props({ messages: later })} />)
  expect(screen.getByRole('button', { name: 'To the end' })).toBeTruthy()
  rerender(<Transcript {...props({ messages: [...later, message('4', 'user', '/remember it')] })} />)
  expect(screen.queryByRole('button', { name: 'To the end' })).toBeNull()
})

test('draws only what is near, of ten thousand', async () => {
  const messages = Array.from({ length: 10_000 }, (_, index) =>
    message(`${index}`, index % 2 ? 'assistant' : 'user', `Text ${index}`),
  )
  await draw({ messages })
  const count = screen.getAllByRole('article').length
  expect(count).toBeGreaterThan(0)
  expect(count).toBeLessThan(60)
})

test('says that earlier messages are on their way', async () => {
  await draw({ hasEarlier: true, loadingEarlier: true })
  expect(screen.getByText('Loading earlier messages…')).toBeTruthy()
})

test('an old stretch marks the message that was looked for, and leads to the newest', async () => {
  const onNewest = vi.fn<() => void>()
  const messages = Array.from({ length: 12 }, (_, index) => message(`${index}`, 'user', `Text ${index}`))
  const startedAt = new Date().toISOString()
  const answer = message('a', 'assistant', 'Being written')
  const turn = { id: 't', conversationId: 'c', model: 'm', phase: 'answering' as const, startedAt, answer }
  await draw({ messages, turn, hasLater: true, marked: { id: '2', count: 1 }, onNewest })
  const found = screen.getByText('Text 2').closest<HTMLElement>('article')
  expect(document.activeElement).toBe(found)
  expect(found?.parentElement?.dataset['marked']).toBe('true')
  expect(screen.queryByText('Being written')).toBeNull()
  screen.getByRole('button', { name: 'Jump to the newest' }).click()
  expect(onNewest).toHaveBeenCalledOnce()
})
