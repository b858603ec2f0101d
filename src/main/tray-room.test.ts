import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Assistant } from '../core/assistant.ts'
import type { HearthEvent } from '../shared/events.ts'
import { usualSettings } from '../shared/settings.ts'
import { openWords } from '../shared/words/language.ts'
import { createTrayRoom } from './tray-room.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A tray over a store in which so many plans wait. */
async function openRoom(plans: number) {
  const store = { plans }
  let says = ''
  const room = createTrayRoom({
    t: openWords('en').t,
    openTray: async () => ({
      show: ({ toolTip }) => void (says = toolTip),
      say: (toolTip) => void (says = toolTip),
      close: () => undefined,
    }),
    choose: () => undefined,
    onBug: (error) => {
      throw error
    },
  })
  await room.open({
    conversations: { list: async () => ({ conversations: [], hasMore: false }) },
    requests: { count: async () => store.plans },
    settings: { current: () => usualSettings },
  } as unknown as Assistant)
  async function hear(event: unknown): Promise<void> {
    room.hear(event as HearthEvent)
    await vi.runAllTimersAsync()
  }
  return { store, hear, says: () => says }
}

const waits = 'Hearth – a plan waits for your answer'
const request = { id: 'plan', conversationId: 'a', messageType: 'agent_request' }

test('a plan that waited when Hearth was closed is told when it opens', async () => {
  const { says } = await openRoom(1)
  expect(says()).toBe(waits)
})

test('plans are counted again when one changes, and when a conversation goes or comes back', async () => {
  const { store, hear, says } = await openRoom(0)
  expect(says()).toBe('Hearth – ready')
  const told: string[] = []
  for (const [plans, event] of [
    [1, { type: 'message.saved', message: request }],
    [0, { type: 'conversation.removed', id: 'a' }],
    [1, { type: 'conversation.saved', conversation: { id: 'a' } }],
    [0, { type: 'messages.removed', conversationId: 'a', ids: ['plan'] }],
    [1, { type: 'store.changed' }],
  ] as const) {
    store.plans = plans
    await hear(event)
    told.push(says())
  }
  expect(told).toEqual([waits, 'Hearth – ready', waits, 'Hearth – ready', waits])
})
