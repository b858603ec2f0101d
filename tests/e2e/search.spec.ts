import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page, TestInfo } from '@playwright/test'
import { request } from './chat-page.ts'
import { expect, test } from './fixtures.ts'
import { violations } from './violations.ts'

const filler = 'Some words about nothing at all, so that there is something to scroll through.\n\n'

/** Light and wide, dark and narrow: seen, and without anything that axe finds. */
async function look(window: Page, info: TestInfo, name: string): Promise<void> {
  for (const [colorScheme, width] of [
    ['dark', 640],
    ['light', 1280],
  ] as const) {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await window.setViewportSize({ width, height: 800 })
    expect(await violations(window)).toEqual([])
    await info.attach(`${name} ${colorScheme}`, { body: await window.screenshot(), contentType: 'image/png' })
  }
}

test('a misspelled word leads to the message; the window shows how full it is, what goes out, and what leaves nothing', async ({
  app,
  ollama,
  dataFolder,
}, info) => {
  const { window, electron, chat } = app
  ollama.answerNext({ text: 'The ingress controller of the cluster in Tallinn runs on kubernetes.' })
  await chat.ask('Where does the cluster run?')
  await chat.settled()
  for (let index = 0; index < 3; index += 1) {
    ollama.answerNext({ text: filler.repeat(8) })
    await chat.ask(`Something else, number ${index}`)
    await chat.settled()
  }
  await chat.newChat.first().click()
  ollama.answerNext({ text: 'Bread, then.' })
  await chat.ask('What shall I bake?')
  await chat.settled()

  // What was said is indexed in the background.
  await expect
    .poll(async () => (await request(window, 'search', { text: 'kubernetes' })).hits.length)
    .toBeGreaterThan(0)
  await window.keyboard.press('Control+k')
  const palette = window.getByRole('dialog', { name: 'Search everything' })
  await window.keyboard.type('kuberntes')
  await expect(palette.getByRole('option').filter({ hasText: 'Tallinn' })).toBeVisible()
  await expect(palette).toContainText('Searched for kubernetes')
  await look(window, info, 'palette')
  await window.keyboard.press('Enter')
  await expect(palette).toBeHidden()
  const found = chat.answers.filter({ hasText: 'Tallinn' })
  await expect(found).toBeFocused()
  await look(window, info, 'found')

  const meter = window.getByRole('button', { name: /^Context window: \d+ % full/ })
  await meter.click()
  await expect(window.getByRole('dialog', { name: 'Context window' })).toContainText('Sum up the beginning')
  await look(window, info, 'meter')
  await window.keyboard.press('Escape')

  await window.getByRole('button', { name: 'Conversation menu' }).click()
  await window.getByRole('menuitem', { name: 'Export…' }).click()
  const dialog = window.getByRole('dialog', { name: 'Export' })
  await expect(dialog.getByRole('radio', { name: /^This conversation/ })).toBeChecked()
  await look(window, info, 'export')
  const file = join(`${dataFolder}-export.json`)
  await electron.evaluate(({ dialog: system }, path) => {
    system.showSaveDialog = async () => ({ canceled: false, filePath: path })
    system.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, file)
  await dialog.getByRole('button', { name: 'Choose where…' }).click()
  await expect(dialog).toContainText('1 conversation and 8 messages')
  expect(existsSync(file)).toBe(true)
  expect(readFileSync(file, 'utf8')).toContain('Tallinn')
  await look(window, info, 'exported')
  await electron.evaluate(({ shell }) => {
    shell.showItemInFolder = (path) => void Object.assign(globalThis, { shown: path })
  })
  await dialog.getByRole('button', { name: 'Show in folder' }).click()
  await expect
    .poll(() => electron.evaluate(() => (globalThis as { readonly shown?: string }).shown))
    .toBe(file)
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(dialog).toBeHidden()

  await window.keyboard.press('Control+k')
  await window.keyboard.type('import')
  await palette.getByRole('option', { name: 'Import…' }).click()
  const incoming = window.getByRole('dialog', { name: 'Import' })
  await incoming.getByRole('button', { name: 'Choose a file…' }).click()
  await expect(incoming).toContainText('There is nothing to import.')
  await look(window, info, 'import')
  await window.keyboard.press('Escape')
  // While it fades it still has the focus to give back.
  await expect(incoming).toBeHidden()

  await window.keyboard.press('Control+f')
  await window.keyboard.type('cluster')
  await expect(window.getByRole('region', { name: 'In messages' })).toContainText('Tallinn')
  await look(window, info, 'sidebar')
  await window.keyboard.press('Escape')

  await window.keyboard.press('Control+n')
  await window.getByRole('button', { name: 'Temporary chat' }).click()
  await expect(chat.message).toHaveAttribute('placeholder', 'Nothing of this is kept')
  ollama.answerNext({ text: 'Between us.' })
  await chat.ask('A secret about walnuts')
  await chat.settled()
  await expect(chat.conversations.getByText('walnuts')).toBeHidden()
  await look(window, info, 'temporary')
  await window.keyboard.press('Control+n')
  await expect(chat.message).toHaveAttribute('placeholder', /^Ask/)
  await expect.poll(async () => (await request(window, 'search', { text: 'walnuts' })).hits).toEqual([])
})
