import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openTestStore } from '../../tests/support/store.ts'
import type { HearthEvent } from '../shared/events.ts'
import { systemClock, type Clock } from './clock.ts'
import type { OpenDatabase } from './database/database.ts'
import { addReminder, takeDue } from './database/queries/reminders.ts'
import type { ToldReminder } from './desktop.ts'
import { createEventHub } from './event-hub.ts'
import { silentLog as log } from './log.ts'
import { createReminders, type RemindersOptions } from './reminders.ts'

let store: OpenDatabase
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())

const inMs = (ms: number): Date => new Date(Date.now() + ms)
const remember = (text: string, dueAt: Date) =>
  addReminder(store.db, { id: randomUUID(), conversationId: null, text, dueAt, now: new Date() })

/** One app that tells reminders. What it told: the text, and whether late. */
function openApp(change: Partial<RemindersOptions> = {}) {
  const hub = createEventHub(log)
  const told: [string, boolean][] = []
  const notified: ToldReminder[] = []
  hub.listen((event: HearthEvent) => {
    if (event.type === 'reminder.due') told.push([event.reminder.text, event.late])
  })
  const reminders = createReminders({
    db: store.db,
    events: hub,
    clock: systemClock,
    newId: randomUUID,
    log,
    shared: false,
    notify: (one) => notified.push(one),
    ...change,
  })
  reminders.begin()
  return { reminders, told, notified }
}

test('one that is due while Hearth is open is told on time, once, and listed as told', async () => {
  const { reminders, told, notified } = openApp()
  const added = await reminders.remind({ conversationId: null, text: 'tea', dueAt: inMs(200) })
  const later = await reminders.remind({ conversationId: null, text: 'later', dueAt: inMs(3_600_000) })
  await vi.waitFor(() => expect(told).toEqual([['tea', false]]), { timeout: 50_000 })
  expect(notified).toEqual([{ kind: 'due', text: 'tea', late: false }])
  const [waiting, over] = await reminders.list()
  expect([waiting, over?.id]).toEqual([later, added.id])
  expect(Date.parse(over!.firedAt!)).toBeGreaterThanOrEqual(Date.parse(added.dueAt))
  await reminders.cancel(later.id)
  await reminders.cancel(later.id)
  await reminders.cancel(added.id)
  expect((await reminders.list()).map(({ text }) => text)).toEqual(['tea'])
  await reminders.close()
})

test('those that were due while Hearth was closed are told late, the first due first, many of them together', async () => {
  for (const minutes of [4, 1, 5, 3, 2]) await remember(`${minutes} ago`, inMs(-60_000 * minutes))
  const { reminders, told, notified } = openApp()
  await vi.waitFor(() => expect(told).toHaveLength(5), { timeout: 50_000 })
  expect(told).toEqual([5, 4, 3, 2, 1].map((minutes) => [`${minutes} ago`, true]))
  expect(notified).toHaveLength(4)
  expect(notified.at(-1)).toEqual({ kind: 'more', count: 2 })
  await reminders.close()
})

test('of several apps on one database one tells it', async () => {
  const apps = [openApp({ shared: true }), openApp({ shared: true }), openApp({ shared: true })]
  const texts = Array.from({ length: 20 }, (_, index) => `shared ${index}`)
  await Promise.all(texts.map((text, index) => remember(text, inMs(300 + index))))
  // They look by themselves; and here all of them at the same moment.
  await new Promise((resolve) => {
    setTimeout(resolve, 500)
  })
  const now = new Date()
  const taken = await Promise.all([1, 2, 3, 4].map(() => takeDue(store.db, now)))
  await Promise.all(apps.map(({ reminders }) => reminders.close()))
  const all = [
    ...apps.flatMap(({ told }) => told.map(([text]) => text)),
    ...taken.flat().map(({ text }) => text),
  ]
  expect(all.toSorted()).toEqual(texts.toSorted())
})

test('a clock that is set forward is noticed, and one that is set back tells nothing twice', async () => {
  let offset = 0
  const clock: Clock = { ...systemClock, now: () => inMs(offset) }
  const { reminders, told } = openApp({ clock, longestWaitMs: 50 })
  await reminders.remind({ conversationId: null, text: 'in a month', dueAt: inMs(30 * 86_400_000) })
  offset = 31 * 86_400_000
  await vi.waitFor(() => expect(told).toEqual([['in a month', true]]), { timeout: 50_000 })
  offset = -86_400_000
  await new Promise((resolve) => {
    setTimeout(resolve, 200)
  })
  expect(told).toHaveLength(1)
  await reminders.close()
})

test('where nobody would see it nothing is told: it waits for an app that can tell', async () => {
  await remember('seen', inMs(-1_000))
  const terminal = openApp({ notify: null, longestWaitMs: 20 })
  await new Promise((resolve) => {
    setTimeout(resolve, 200)
  })
  await terminal.reminders.close()
  expect(terminal.told).toEqual([])
  const window = openApp()
  await vi.waitFor(() => expect(window.told).toEqual([['seen', true]]), { timeout: 50_000 })
  await window.reminders.close()
})
