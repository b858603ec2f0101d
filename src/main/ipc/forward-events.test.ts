import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { HearthEvent } from '../../shared/events.ts'
import { coalesceDeltas } from './forward-events.ts'

type Delta = Extract<HearthEvent, { type: 'turn.delta' }>

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function delta(text: string, offset: number, more: Partial<Delta> = {}): Delta {
  return {
    type: 'turn.delta',
    conversationId: 'c',
    turnId: 't',
    messageId: 'm',
    kind: 'text',
    offset,
    text,
    ...more,
  }
}

function open() {
  const sent: HearthEvent[] = []
  return { sent, forward: coalesceDeltas((event) => sent.push(event)) }
}

test('the first piece goes at once, the next ones together within a frame', () => {
  const { sent, forward } = open()
  forward(delta('A', 0))
  expect(sent).toEqual([delta('A', 0)])
  forward(delta('B', 1))
  forward(delta('C', 2))
  expect(sent).toHaveLength(1)
  vi.advanceTimersByTime(16)
  expect(sent).toEqual([delta('A', 0), delta('BC', 1)])
})

test('a piece after a quiet frame goes at once again, and nothing ticks on for nothing', () => {
  const { sent, forward } = open()
  forward(delta('A', 0))
  vi.advanceTimersByTime(16)
  expect(vi.getTimerCount()).toBe(0)
  forward(delta('B', 1))
  expect(sent).toHaveLength(2)
})

test('every other event is sent in its place among the pieces', () => {
  const { sent, forward } = open()
  const removed: HearthEvent = { type: 'conversation.removed', id: 'x' }
  forward(delta('A', 0))
  forward(delta('B', 1))
  forward(removed)
  expect(sent).toEqual([delta('A', 0), delta('B', 1), removed])
})

test('thinking and text, and the answers of two turns, are joined apart', () => {
  const { sent, forward } = open()
  const other = { turnId: 'u', messageId: 'n' }
  forward(delta('A', 0))
  forward(delta('h', 0, { kind: 'thinking' }))
  forward(delta('X', 0, other))
  forward(delta('m', 1, { kind: 'thinking' }))
  forward(delta('Y', 1, other))
  vi.advanceTimersByTime(16)
  expect(sent.slice(1)).toEqual([delta('hm', 0, { kind: 'thinking' }), delta('XY', 0, other)])
})

test('pieces that do not follow each other are not joined, and keep their order', () => {
  const { sent, forward } = open()
  forward(delta('A', 0))
  forward(delta('B', 1))
  forward(delta('Z', 9))
  vi.advanceTimersByTime(16)
  expect(sent).toEqual([delta('A', 0), delta('B', 1), delta('Z', 9)])
})
