import { expect, test } from 'vitest'
import type { TextMessage } from '../../shared/message.ts'
import type { RunningTurn } from '../../shared/turn.ts'
import { markdownTokens } from '../../../bench/support/markdown-tokens.ts'
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
