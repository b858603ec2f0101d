import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { startBare } from '../support/app.ts'
import { expect, test } from './fixtures.ts'
import { violations } from './violations.ts'

/** What PGlite would make a new, empty database over. */
function loseVersion(dataFolder: string): void {
  rmSync(join(dataFolder, 'postgres', 'PG_VERSION'))
}

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
  await expect.poll(() => app.electron.windows().length).toBe(1)
  expect(
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle()),
  ).toBe('Hearth – recovery')
  expect(app.output.join('')).toMatch(/^hearth: The database in .* is damaged/m)
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
  await window.keyboard.press('Enter')
  expect((await gone)[0]).toBe(1)
})

test('a signal ends it while it waits for a choice', async ({ ollama, dataFolder }) => {
  loseVersion(dataFolder)
  const start = startBare({ dataFolder, ollamaHost: ollama.host })
  await expect.poll(start.stderr, { timeout: 20_000 }).toMatch(/^hearth: The database in .* is damaged/m)
  start.child.kill('SIGTERM')
  expect(await start.exited).toBe(1)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in ${colorScheme}, nor in the question before an empty memory`, async ({
    open,
    dataFolder,
  }) => {
    loseVersion(dataFolder)
    const { window } = await open({ page: 'recovery.html' })
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect(window.getByRole('heading', { name: 'There is no snapshot to go back to' })).toBeVisible()
    expect(await violations(window)).toEqual([])
    await window.getByRole('button', { name: 'Begin with an empty memory…' }).click()
    await expect(window.getByRole('button', { name: 'Cancel' })).toBeFocused()
    expect(await violations(window)).toEqual([])
    await window.keyboard.press('Escape')
    await expect(window.getByRole('alertdialog')).toBeHidden()
  })
}
