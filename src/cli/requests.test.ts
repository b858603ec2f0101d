import { expect, test } from 'vitest'
import type { RequestMessage } from '../shared/message.ts'
import { approveRequest, declineRequest, listRequests } from './requests.ts'
import { scriptAssistant } from './test-assistant.ts'
import { at, deleting, requestMessage, writing } from './test-messages.ts'
import { testSession } from './test-session.ts'

const clock = { now: () => new Date(at), monotonic: () => 0 }
const soon = '2026-11-25T15:00:00.000Z'
const gone = '2026-11-24T14:00:00.000Z'

/** A session at the time at which the plans were made. */
function sessionNow(options = {}) {
  const session = testSession('/nowhere', options)
  return { ...session, terminal: { ...session.terminal, clock } }
}

function plan(id: string, more: Partial<RequestMessage['metadata']> = {}): RequestMessage {
  const summary = `Plan ${id}.`
  const request = requestMessage(`c${id}`, { summary, actions: [writing], expiresAt: soon, ...more })
  return { ...request, id: `${id}-0000-4000-8000-000000000000` }
}

test('only plans that can still be answered are listed', async () => {
  const waiting = [
    plan('aaaa1111'),
    plan('aaaa2222', { status: 'cancelled' }),
    plan('aaaa3333', { expiresAt: gone }),
    plan('bbbb4444', { actions: [deleting], destructive: true }),
  ]
  const session = sessionNow()
  expect(await listRequests(scriptAssistant({ turns: [], waiting }), session)).toBe(0)
  const lines = session.stdout().trimEnd().split('\n')
  expect(lines.map((line) => line.replaceAll(/ {2,}/g, ' '))).toEqual([
    `${waiting[0]!.id} 2026-11-24 15:00 Plan aaaa1111.`,
    `${waiting[3]!.id} 2026-11-24 15:00 destructive Plan bbbb4444.`,
  ])
  const none = sessionNow()
  await listRequests(scriptAssistant({ turns: [] }), none)
  expect(none.stderr()).toBe('No plan waits for an answer.\n')
})

test('without anybody to ask a plan is shown and nothing is done; --yes carries it out', async () => {
  const waiting = [plan('aaaa1111'), plan('bbbb2222')]
  const quiet = scriptAssistant({ turns: [], waiting })
  expect(await approveRequest(quiet, sessionNow(), 'aaaa', {})).toBe(3)
  expect(quiet.approvals).toEqual([])
  const sure = scriptAssistant({ turns: [{ text: 'Done.' }], waiting })
  const session = sessionNow()
  expect(await approveRequest(sure, session, 'bbbb', { yes: true })).toBe(0)
  expect(sure.approvals).toEqual([{ messageId: waiting[1]!.id, digest: 'abc' }])
  expect(session.stdout()).toBe('Done.\n')
})

test('--yes is no yes to what is destructive, nor to the plan after this one', async () => {
  const harmful = scriptAssistant({ turns: [], waiting: [plan('aaaa1111', { actions: [deleting] })] })
  expect(await approveRequest(harmful, sessionNow(), 'aaaa', { yes: true })).toBe(3)
  expect(harmful.approvals).toEqual([])
  const wantsMore = scriptAssistant({ turns: [{ plan: {} }], waiting: [plan('aaaa1111')] })
  expect(await approveRequest(wantsMore, sessionNow(), 'aaaa', { yes: true })).toBe(3)
  expect(wantsMore.approvals).toHaveLength(1)
  const understood = scriptAssistant({ turns: [{}], waiting: [plan('aaaa1111', { actions: [deleting] })] })
  expect(await approveRequest(understood, sessionNow(), 'aaaa', { yesDestructive: true })).toBe(0)
})

test('declining takes the plan away', async () => {
  const assistant = scriptAssistant({ turns: [], waiting: [plan('aaaa1111')] })
  const session = sessionNow({ json: true })
  expect(await declineRequest(assistant, session, 'aaaa1111')).toBe(0)
  expect(assistant.cancellations).toEqual([{ messageId: plan('aaaa1111').id }])
  expect(JSON.parse(session.stdout())).toEqual({ declined: plan('aaaa1111').id })
})

test('an id that begins two plans, none, or is no id, is told', async () => {
  const assistant = scriptAssistant({ turns: [], waiting: [plan('aaaa1111'), plan('aaaa2222')] })
  await expect(declineRequest(assistant, sessionNow(), 'aaaa')).rejects.toThrow(
    'aaaa begins the ids of 2 plans',
  )
  await expect(declineRequest(assistant, sessionNow(), 'cccc')).rejects.toMatchObject({ code: 'not_found' })
  await expect(declineRequest(assistant, sessionNow(), 'xyz')).rejects.toThrow('is no id of a plan')
})
