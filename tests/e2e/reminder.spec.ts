import { randomUUID } from 'node:crypto'
import { openDatabase } from '../../src/core/database/open.ts'
import { addReminder, listReminders } from '../../src/core/database/queries/reminders.ts'
import { silentLog as log } from '../../src/core/log.ts'
import { electronForTests } from '../support/app.ts'
import { expect, test } from './fixtures.ts'

interface Recorder {
  readonly electronOnChromium: { readonly calls: { api: string; args: unknown[] }[] }
}

test('a reminder that was missed is told by the desktop, once', async ({ dataFolder, open }) => {
  test.skip(electronForTests().kind !== 'stand-in', 'Only the stand-in writes down what was shown.')
  const store = await openDatabase({ dataFolder, log })
  const dueAt = new Date(Date.now() - 60_000)
  await addReminder(store.db, { id: randomUUID(), conversationId: null, text: 'Call Ann', dueAt, now: dueAt })
  await store.close()

  const app = await open()
  const shown = () =>
    app.electron.evaluate(() =>
      (globalThis as unknown as Recorder).electronOnChromium.calls
        .filter(({ api }) => api === 'Notification.show')
        .map(({ args: [title, body] }) => `${String(title)}: ${String(body)}`),
    )
  await expect.poll(shown).toEqual(['Reminder, late: Call Ann'])
  await app.close()

  const again = await openDatabase({ dataFolder, log })
  expect(await listReminders(again.db, 10)).toMatchObject([{ text: 'Call Ann', firedAt: expect.any(String) }])
  await again.close()
})
