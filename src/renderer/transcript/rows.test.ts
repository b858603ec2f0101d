import { expect, test } from 'vitest'
import type { TextMessage } from '../../shared/message.ts'
import type { RunningTurn } from '../../shared/turn.ts'
import { markdownTokens } from '../../../bench/support/markdown-tokens.ts'
import { action, plan, result, step } from '../store/scripted-plans.ts'
import { answerRows, createDocuments, settledRows } from './rows.ts'

function answer(content: string): TextMessage {
  return {
    id: 'a',
    conversationId: 'c',
    role: 'assistant',
    content,
    createdAt: '2026-01-02T03:04:05.000Z',
    messageType: 'text',
    metadata: null,
  }
}

test('a short answer is one row, a long one several, the last of which has its end', () => {
  const documents = createDocuments()
  const long = answer(markdownTokens(8_000).join(''))
  expect(settledRows([{ ...answer('hi'), id: 'b' }], documents).map(({ key }) => key)).toEqual(['b'])
  const rows = settledRows([long], documents)
  expect(rows.length).toBeGreaterThan(3)
  expect(rows.slice(0, 3).map(({ key }) => key)).toEqual(['a', 'a/1', 'a/2'])
  expect(rows.map((row) => row.kind === 'answer' && row.last).lastIndexOf(false)).toBe(rows.length - 2)
})

test('the rows of an answer keep their keys and their text when it settles', () => {
  const documents = createDocuments()
  const message = answer(markdownTokens(8_000).join(''))
  const turn: RunningTurn = {
    id: 't',
    conversationId: 'c',
    model: 'm',
    phase: 'answering',
    startedAt: message.createdAt,
    answer: message,
  }
  const running = answerRows(message, turn, documents).map(({ key }) => key)
  const before = documents.read(message, false).parts
  const settled = settledRows([message], documents).map(({ key }) => key)
  expect(settled).toEqual(running)
  expect(documents.read(message, true).parts.slice(0, -1)).toEqual(before.slice(0, -1))
  expect(documents.read(message, true).parts[0]).toBe(before[0])
})

test('steps and outcomes belong to the row of their plan, which stays the same while nothing of it is new', () => {
  const documents = createDocuments()
  const messages = [
    { ...answer('hi'), id: 'b' },
    plan([action('a1')], { status: 'approved', runId: 'run' }),
    step('a1'),
    result('Done.'),
  ]
  const rows = settledRows(messages, documents)
  expect(rows.map(({ kind }) => kind)).toEqual(['answer', 'plan'])
  expect(rows[1]).toMatchObject({ steps: [messages[2]], result: messages[3] })
  const again = settledRows([...messages, { ...answer('new'), id: 'c' }], documents)
  expect(again[0]).toBe(rows[0])
  expect(again[1]).toBe(rows[1])
  const undone = settledRows([messages[0]!, messages[1]!, step('a1', { state: 'failed' })], documents)
  expect(undone[0]).toBe(rows[0])
  expect(undone[1]).not.toBe(rows[1])
})

test('an answer that says nothing but named actions has no row, one that says something has', () => {
  const planned = plan([action('a1')], { turnId: 't' })
  const keys = (content: string, turnId: string) =>
    settledRows([{ ...answer(content), metadata: { turnId } }, planned], createDocuments()).map(
      ({ key }) => key,
    )
  expect(keys('', 't')).toEqual(['plan'])
  expect(keys('I would do this:', 't')).toEqual(['a', 'plan'])
  expect(keys('', 'another')).toEqual(['a', 'plan'])
})
