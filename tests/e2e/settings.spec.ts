import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { request } from './chat-page.ts'
import { expect, test } from './fixtures.ts'
import { violations } from './violations.ts'

test('settings hold at once, are found by words and by the palette, and are reset and taken back', async ({
  app,
  chat,
  dataFolder,
}, info) => {
  const { window } = app
  const keys = window.keyboard
  await expect(chat.message).toBeVisible()
  await keys.press('ControlOrMeta+,')
  const page = window.getByRole('main', { name: 'Settings' })
  await expect(page.getByRole('searchbox')).toBeFocused()

  // The theme goes by the window's own, not by what a test emulates.
  const theme = () => window.evaluate<string>('document.documentElement.dataset.theme')
  for (const [name, value] of [
    ['Dark', 'dark'],
    ['Light', 'light'],
  ] as const) {
    await page.getByText(name, { exact: true }).click()
    await expect.poll(theme).toBe(value)
    expect(JSON.parse(await readFile(join(dataFolder, 'settings.json'), 'utf8'))).toMatchObject({
      theme: value,
    })
    expect(await violations(window)).toEqual([])
    await info.attach(name, { body: await window.screenshot(), contentType: 'image/png' })
  }

  await page.getByText('Deutsch', { exact: true }).click()
  await expect(window.getByRole('main', { name: 'Einstellungen' })).toBeVisible()
  expect(await window.evaluate('[document.documentElement.lang, location.search]')).toEqual([
    'de',
    '?language=de',
  ])
  await window.getByText('English', { exact: true }).click()

  const recorder = page.getByRole('button', { name: /^Keys of the quick prompt/ })
  await recorder.click()
  await keys.press('Control+Alt+j')
  await expect(recorder).toHaveText('Ctrl Alt J')
  await page.getByRole('button', { name: 'Reset Shortcuts' }).click()
  await expect(recorder).toHaveText('Ctrl Shift Space')
  await window.getByRole('button', { name: 'Undo' }).click()
  await expect(recorder).toHaveText('Ctrl Alt J')

  await page.getByRole('searchbox').fill('offline')
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(['Privacy'])
  await expect(page.getByRole('status', { name: 'Connections' })).toHaveText('0')
  await keys.press('Escape')
  await keys.press('Escape')
  await expect(chat.message).toBeFocused()

  await keys.press('ControlOrMeta+k')
  await keys.type('licences')
  await window.getByRole('option', { name: 'About · Licences' }).click()
  const licences = page.getByRole('button', { name: 'Show licences' })
  await expect(window.getByRole('dialog')).toHaveCount(0)
  await expect(licences).toBeFocused()
  await licences.press('Enter')
  await expect(window.getByRole('dialog', { name: 'Licences' })).toContainText('@electric-sql/pglite')
  expect(await violations(window)).toEqual([])
  await keys.press('Escape')
  await expect(licences).toBeFocused()

  await keys.press('ControlOrMeta+/')
  await expect(window.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Ctrl Alt J')
  expect(await violations(window)).toEqual([])
  await keys.press('Escape')

  await page.getByRole('button', { name: 'Make one now' }).click()
  await expect(window.getByText('A snapshot was made')).toBeVisible()
  await page.getByRole('button', { name: 'Show them' }).click()
  await expect(page.getByText('asked for', { exact: true })).toBeVisible()
  expect(await request(window, 'privacy.connections', undefined)).toMatchObject({ elsewhere: 0, refused: 0 })
})
