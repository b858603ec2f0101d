import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { openDatabase } from '../../src/core/database/open.ts'
import { insertMessage } from '../../src/core/database/queries/messages.ts'
import { silentLog } from '../../src/core/log.ts'
import type { ProgressMetadata } from '../../src/shared/run.ts'
import type { PlannedAction } from '../../src/shared/request.ts'
import { addMessages } from '../support/fill-database.ts'
import { expect, test } from './fixtures.ts'
import { violations } from './violations.ts'

const actions: PlannedAction[] = [
  {
    id: 'a1',
    action: 'write_file',
    title: 'Write drafts.md',
    arguments: { path: '/notes/drafts.md', text: 'All of it.' },
    risk: 'change',
    undo: 'yes',
  },
  {
    id: 'a2',
    action: 'delete_files',
    title: 'Delete 3 files',
    arguments: { paths: ['/notes/1.md', '/notes/2.md', '/notes/3.md'] },
    risk: 'destructive',
    undo: 'no',
  },
  // The one that can be done: there is no folder for the others.
  {
    id: 'a3',
    action: 'remember',
    title: 'Remember where the drafts are',
    arguments: { text: 'The drafts are joined in drafts.md.', type: 'project' },
    risk: 'change',
    undo: 'no',
  },
]

/** A conversation with a run that has ended, and a plan that waits, as an earlier start of the app left them. */
async function leavePlans(dataFolder: string): Promise<void> {
  const store = await openDatabase({ dataFolder, log: silentLog })
  try {
    const conversationId = await addMessages(store.db, 2, 'Tidy the notes')
    const [runId, requestId, resultId] = [randomUUID(), randomUUID(), randomUUID()]
    const fields = { conversationId, role: 'assistant', now: new Date() } as const
    const plan = { summary: 'Join three drafts, then delete them', actions, destructive: true, digest: 'd' }
    await insertMessage(store.db, {
      ...fields,
      id: requestId,
      content: plan.summary,
      messageType: 'agent_request',
      metadata: { ...plan, status: 'approved', approvedBy: 'person', runId, resultId },
    })
    for (const [index, state] of (['succeeded', 'failed'] as const).entries()) {
      const metadata: ProgressMetadata = {
        runId,
        requestId,
        actionId: actions[index]!.id,
        state,
        output: 'one line\n',
        outputLength: 90_000,
        ...(state === 'failed' && { error: { code: 'action_failed', message: 'The disk said no.' } }),
      }
      await insertMessage(store.db, {
        ...fields,
        id: randomUUID(),
        content: '',
        messageType: 'agent_progress',
        metadata,
      })
    }
    await insertMessage(store.db, {
      ...fields,
      id: resultId,
      content: 'The drafts are joined, and still there.',
      messageType: 'agent_result',
      metadata: { runId, requestId, status: 'failed', advice: 'Delete them by hand.' },
    })
    await insertMessage(store.db, {
      ...fields,
      id: randomUUID(),
      content: plan.summary,
      messageType: 'agent_request',
      metadata: { ...plan, status: 'pending', expiresAt: new Date(Date.now() + 80_000_000).toISOString() },
    })
  } finally {
    await store.close()
  }
}

const dialogOf = (window: Page) => window.getByRole('dialog', { name: 'Join three drafts, then delete them' })

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in ${colorScheme}: a run, a plan, its dialog, folders and rules`, async ({
    dataFolder,
    open,
  }, info) => {
    await leavePlans(dataFolder)
    const { chat, window } = await open()
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await chat.open('Tidy the notes')
    await expect(chat.transcript.getByText('The disk said no.')).toBeVisible()
    expect(await violations(window)).toEqual([])

    await window.getByRole('button', { name: 'Look at the plan' }).click()
    const dialog = dialogOf(window)
    await dialog.getByRole('button', { name: 'Details of Write drafts.md' }).click()
    await expect(dialog.getByLabel('Path', { exact: true })).toHaveValue('/notes/drafts.md')
    expect(await violations(window)).toEqual([])
    await info.attach(`plan ${colorScheme}`, { body: await window.screenshot(), contentType: 'image/png' })
    await window.keyboard.press('Escape')
    await expect(dialog).toBeHidden()

    await window.getByRole('button', { name: 'Folders and rules' }).click()
    await expect(window.getByRole('dialog', { name: 'Folders and rules' })).toBeVisible()
    expect(await violations(window)).toEqual([])
  })
}

test('a plan outlives a restart and is looked at with the keyboard alone, and Escape leaves it waiting', async ({
  dataFolder,
  open,
}) => {
  await leavePlans(dataFolder)
  const { chat, window } = await open()
  await chat.open('Tidy the notes')
  const look = window.getByRole('button', { name: 'Look at the plan' })
  await look.focus()
  await window.keyboard.press('Enter')
  const dialog = dialogOf(window)
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(dialog.getByRole('button', { name: 'Proceed' })).toBeDisabled()

  // The focus goes round in the dialog.
  for (let presses = 0; presses < 20; presses += 1) {
    await window.keyboard.press('Tab')
    await expect(dialog.locator(':focus')).toHaveCount(1)
  }
  await dialog.getByRole('checkbox', { name: /^I understand this cannot be undone: Delete 3 files/ }).focus()
  // In its first half second the dialog takes no key for an answer.
  await window.waitForTimeout(600)
  await window.keyboard.press('Space')
  await expect(dialog.getByRole('button', { name: 'Proceed' })).toBeEnabled()

  await window.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(look).toBeFocused()
})

test('at 400 pixels and with a zoom of 200 % the dialog holds', async ({ dataFolder, open }) => {
  await leavePlans(dataFolder)
  const { chat, window } = await open()
  await chat.open('Tidy the notes')
  await window.setViewportSize({ width: 400, height: 400 })
  await window.getByRole('button', { name: 'Look at the plan' }).click()
  const dialog = dialogOf(window)
  for (const name of ['Cancel', 'Proceed'])
    await expect(dialog.getByRole('button', { name })).toBeInViewport()
  await dialog.getByRole('checkbox', { name: 'Delete 3 files', exact: true }).scrollIntoViewIfNeeded()
  await expect(dialog.getByRole('checkbox', { name: 'Delete 3 files', exact: true })).toBeInViewport()
  const widest = await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)
  expect(widest).toBe(0)

  await window.keyboard.press('Escape')
  await window.getByRole('button', { name: 'Show the sidebar' }).click()
  await window.getByRole('button', { name: 'Folders and rules' }).click()
  const folders = window.getByRole('dialog', { name: 'Folders and rules' })
  await expect(folders.locator(':focus')).toHaveCount(1)
})
