import { expect, test } from 'vitest'
import type { HearthEvent } from '../shared/events.ts'
import type { Message } from '../shared/message.ts'
import { openWords } from '../shared/words/language.ts'
import { createNotices } from './notices.ts'

const saved = (message: object): HearthEvent => ({
  type: 'message.saved',
  message: { conversationId: 'c', content: '', ...message } as unknown as Message,
})
const plan = (status: string) =>
  saved({
    id: 'p',
    messageType: 'agent_request',
    metadata: { status, actions: [], summary: 'Tidy  the\nnotes' },
  })
const result = (id: string, metadata: object) =>
  saved({ id, messageType: 'agent_result', content: 'x'.repeat(500), metadata })

test('a plan that needs a yes and a run that ended are told once, in the language that was chosen', () => {
  const noticeFor = createNotices(openWords('en').t)
  expect(noticeFor(plan('pending'))).toEqual({
    conversationId: 'c',
    title: 'A plan waits for your answer',
    body: 'Tidy the notes',
  })
  expect([noticeFor(plan('pending')), noticeFor(plan('approved'))]).toEqual([null, null])
  const failed = noticeFor(result('r', { status: 'failed' }))
  expect([failed?.title, failed?.body.length]).toEqual(['A run failed', 200])
  expect(noticeFor(result('r', { status: 'failed', undone: 'yes' }))).toBe(null)
})

test('what was allowed already, what a person stopped and what is only said is no news', () => {
  const noticeFor = createNotices(openWords('en').t)
  const events = [
    plan('approved'),
    result('s', { status: 'cancelled', stopped: true }),
    saved({ id: 't', messageType: 'text', content: 'An answer.' }),
  ]
  expect(events.map(noticeFor)).toEqual([null, null, null])
})
