import { randomUUID } from 'node:crypto'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { makeDataFolder } from '../../tests/support/data-folder.ts'
import { scriptModel } from '../../tests/support/scripted-model.ts'
import type { HearthEvent } from '../shared/events.ts'
import { openAssistant } from './assistant.ts'
import { openDatabase } from './database/open.ts'
import { addReminder } from './database/queries/reminders.ts'
import type { Desktop, ToldReminder } from './desktop.ts'
import { silentLog as log } from './log.ts'

test('what is granted is still granted after a restart, and a reminder that was missed is told to whoever listens', async () => {
  await using data = await makeDataFolder()
  const project = await realpath(await mkdtemp(join(tmpdir(), 'hearth-project-')))
  const store = await openDatabase({ dataFolder: data.path, log })
  const dueAt = new Date(Date.now() - 60_000)
  const reminder = { id: randomUUID(), conversationId: null, text: 'Call Ann', dueAt, now: dueAt }
  await addReminder(store.db, reminder)
  await store.close()

  const notified: ToldReminder[] = []
  const refuse = async (): Promise<never> => {
    throw new Error('Nobody asked for this.')
  }
  const desktop: Desktop = {
    trash: null,
    openPath: refuse,
    openAddress: refuse,
    readClipboard: refuse,
    writeClipboard: refuse,
    tellReminder: (told) => notified.push(told),
  }
  const options = { dataFolder: data.path, server: scriptModel() }
  const events: HearthEvent[] = []
  {
    // A terminal tells nothing: nobody might look.
    await using assistant = await openAssistant(options)
    await assistant.folders.grant(project)
    expect(await assistant.reminders.list()).toMatchObject([{ id: reminder.id, firedAt: null }])
  }
  await using assistant = await openAssistant({ ...options, desktop })
  assistant.onEvent((event) => events.push(event))
  await vi.waitFor(() => expect(notified).toEqual([{ kind: 'due', text: 'Call Ann', late: true }]), {
    timeout: 50_000,
  })
  expect(events).toMatchObject([{ type: 'reminder.due', late: true, reminder: { id: reminder.id } }])
  expect(await assistant.folders.list()).toMatchObject([{ path: project }])
  await assistant.folders.revoke(project)
  expect(await assistant.folders.list()).toEqual([])
  await rm(project, { recursive: true })
})
