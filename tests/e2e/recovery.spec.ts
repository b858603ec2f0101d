import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openAssistant } from '../../src/core/assistant.ts'
import { startBare } from '../support/app.ts'
import { chatPage } from './chat-page.ts'
import { expect, test } from './fixtures.ts'
import { violations } from './violations.ts'

/** What PGlite would make a new, empty database over. */
function loseVersion(dataFolder: string): void {
  rmSync(join(dataFolder, 'postgres', 'PG_VERSION'))
}

function zeroControlFile(dataFolder: string): void {
  const file = join(dataFolder, 'postgres', 'global', 'pg_control')
  writeFileSync(file, Buffer.alloc(statSync(file).size))
}

async function makeSnapshots(dataFolder: string, count: number): Promise<string[]> {
  await using assistant = await openAssistant({ dataFolder })
  const ids: string[] = []
  while (ids.length < count) ids.push((await assistant.snapshots!.make('asked')).id)
  return ids
}

/** The name that the database's folder is kept under, and a digest of a folder: every file's path and bytes. */
function kept(dataFolder: string): string {
  const names = readdirSync(dataFolder).filter((name) => name.startsWith('postgres.'))
  expect(names).toHaveLength(1)
  return names[0]!
}

function digest(folder: string): string {
  const hash = createHash('sha256')
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const file = join(folder, path)
    hash.update(`${path}\0`)
    if (statSync(file).isFile()) hash.update(readFileSync(file))
  }
  return hash.digest('hex')
}

// Databases and snapshots are made here one after another.
test.describe.configure({ timeout: 240_000 })

const restore = (window: Page) => window.getByRole('button', { name: 'Restore this snapshot' })
const heading = (window: Page) => window.getByRole('heading', { level: 1 })

test('a database that does not open: the window says why, where it lies and that nothing is deleted', async ({
  open,
  dataFolder,
}) => {
  loseVersion(dataFolder)
  const app = await open({ page: 'recovery.html' })
  const { window } = app
  await expect(heading(window)).toHaveText('Your conversations could not be opened')
  await expect(heading(window)).toBeFocused()
  await expect(window.getByText(/is damaged: its PG_VERSION is missing/)).toBeVisible()
  await expect(window.getByText(/Hearth deletes nothing/)).toBeVisible()
  await expect(window.getByText(dataFolder, { exact: true })).toBeVisible()
  await expect(window.getByRole('heading', { name: 'There is no snapshot to go back to' })).toBeVisible()
  await expect.poll(() => app.windows().length).toBe(1)
  expect(
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle()),
  ).toBe('Hearth – recovery')
  // What it says in the terminal it may say before anybody here listens; failed-start.spec.ts reads that.
  const log = () => readFileSync(join(dataFolder, 'logs', 'hearth.log'), 'utf8')
  await expect.poll(log).toMatch(/"start\.failed","code":"database_damaged"/)
})

test('closing the window quits with exit code 1', async ({ open, dataFolder }) => {
  loseVersion(dataFolder)
  const { electron, window } = await open({ page: 'recovery.html' })
  const gone = once(electron.process(), 'exit')
  await window.close()
  expect((await gone)[0]).toBe(1)
})

test('Quit is reached by the keyboard alone, and quits with exit code 1', async ({ open, dataFolder }) => {
  loseVersion(dataFolder)
  const { electron, window } = await open({ page: 'recovery.html' })
  await expect(heading(window)).toBeFocused()
  await window.keyboard.press('Enter')
  for (const name of ['Show the folder', 'Begin with an empty memory…', 'Quit']) {
    await window.keyboard.press('Tab')
    await expect(window.getByRole('button', { name })).toBeFocused()
  }
  const gone = once(electron.process(), 'exit')
  // The window may be gone before the key is up again.
  await window.keyboard.press('Enter').catch(() => {})
  expect((await gone)[0]).toBe(1)
})

test('a signal ends it while it waits for a choice', async ({ ollama, dataFolder }) => {
  loseVersion(dataFolder)
  const start = startBare({ dataFolder, ollamaHost: ollama.host })
  await expect.poll(start.stderr, { timeout: 20_000 }).toMatch(/^hearth: The database in .* is damaged/m)
  start.child.kill('SIGTERM')
  expect(await start.exited).toBe(1)
})

test('a snapshot is restored by one click, and the chat opens with what was said', async ({
  open,
  ollama,
  dataFolder,
}) => {
  ollama.answerNext({ text: 'Behind the blue door.' })
  const first = await open()
  await first.chat.ask('Where is the key?')
  await expect(first.chat.answers).toContainText('Behind the blue door.')
  await first.chat.settled()
  await first.close()
  await makeSnapshots(dataFolder, 1)
  zeroControlFile(dataFolder)
  const broken = digest(join(dataFolder, 'postgres'))

  const app = await open({ page: 'recovery.html' })
  const newest = app.window.getByRole('radio')
  await expect(newest).toBeChecked()
  await expect(newest).toHaveAccessibleName(/^today at/i)
  await expect(newest).toHaveAccessibleDescription(/1 conversation, 2 messages.*Last message .*20\d\d/)
  await restore(app.window).click()

  const chat = chatPage(await app.windowOf('index.html'))
  await chat.open('Where is the key?')
  await expect(chat.answers).toContainText('Behind the blue door.')
  await expect.poll(() => app.windows().length).toBe(1)
  expect(digest(join(dataFolder, kept(dataFolder)))).toBe(broken)

  await chat.ask('And the lock?')
  await expect(chat.questions).toHaveCount(2)
  await chat.settled()
  const gone = once(app.electron.process(), 'exit')
  await app.close()
  expect((await gone)[0]).toBe(0)
})

test('the older of two snapshots is picked with the keyboard alone; one cut short is not offered', async ({
  open,
  dataFolder,
}) => {
  const [older = '', newer = '', cut = ''] = await makeSnapshots(dataFolder, 3)
  truncateSync(join(dataFolder, 'snapshots', `${cut}.tar.gz`), 1_000)
  rmSync(join(dataFolder, 'postgres', 'PG_VERSION'))
  const app = await open({ page: 'recovery.html' })
  const { window } = app
  await expect(window.getByRole('radio')).toHaveCount(2)
  await expect(window.getByText('1 snapshot cannot be used')).toBeVisible()
  await window.keyboard.press('Tab')
  await window.keyboard.press('Tab')
  await expect(window.getByRole('radio').first()).toBeFocused()
  await window.keyboard.press('ArrowDown')
  await expect(window.getByRole('radio').last()).toBeChecked()
  for (const name of ['Begin with an empty memory…', 'Quit', 'Restore this snapshot']) {
    const button = window.getByRole('button', { name })
    await expect(async () => {
      await window.keyboard.press('Tab')
      await expect(button).toBeFocused({ timeout: 100 })
    }).toPass()
  }
  await window.keyboard.press('Enter')
  await expect(chatPage(await app.windowOf('index.html')).message).toBeVisible()
  const log = readFileSync(join(dataFolder, 'logs', 'hearth.log'), 'utf8')
  expect({ older: log.includes(older), newer: log.includes(newer) }).toEqual({ older: true, newer: false })
})

test('without a snapshot an empty memory begins after a question, and the broken folder is kept', async ({
  open,
  ollama,
  dataFolder,
}) => {
  loseVersion(dataFolder)
  const broken = digest(join(dataFolder, 'postgres'))
  const app = await open({ page: 'recovery.html' })
  await app.window.getByRole('button', { name: 'Begin with an empty memory…' }).click()
  await app.window.getByRole('button', { name: 'Cancel' }).click()
  expect(readdirSync(dataFolder).filter((name) => name.startsWith('postgres'))).toEqual(['postgres'])
  await app.window.getByRole('button', { name: 'Begin with an empty memory…' }).click()
  await app.window.getByRole('button', { name: 'Begin anew' }).click()

  const chat = chatPage(await app.windowOf('index.html'))
  ollama.answerNext({ text: 'Hello again.' })
  await chat.ask('Hello')
  await expect(chat.answers).toContainText('Hello again.')
  expect(digest(join(dataFolder, kept(dataFolder)))).toBe(broken)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in ${colorScheme}, nor in the question before an empty memory`, async ({
    open,
    dataFolder,
  }) => {
    await makeSnapshots(dataFolder, 1)
    loseVersion(dataFolder)
    const { window } = await open({ page: 'recovery.html' })
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect(window.getByRole('radio')).toBeChecked()
    expect(await violations(window)).toEqual([])
    await window.getByRole('button', { name: 'Begin with an empty memory…' }).click()
    await expect(window.getByRole('button', { name: 'Cancel' })).toBeFocused()
    expect(await violations(window)).toEqual([])
    await window.keyboard.press('Escape')
    await expect(window.getByRole('alertdialog')).toBeHidden()
  })
}
