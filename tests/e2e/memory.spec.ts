import type { Page, TestInfo } from '@playwright/test'
import { request } from './chat-page.ts'
import { expect, test } from './fixtures.ts'
import { violations } from './violations.ts'

const said = [
  'Remember that we deploy with Helm',
  '/remember our production cluster runs Kubernetes 1.31',
  '/remember أفضّل الإجابات القصيرة',
  '/remember 本番環境は東京リージョンにあります',
  `/remember the report goes to ${'finance, sales and everybody who asks for it, '.repeat(12)}every Monday`,
]

async function picture(window: Page, info: TestInfo, name: string): Promise<void> {
  await info.attach(name, { body: await window.screenshot(), contentType: 'image/png' })
}

test('what is said to be remembered is taken back in the chat, and changed and forgotten on its page by keyboard', async ({
  app,
  ollama,
}, info) => {
  const { window, chat } = app
  const keys = window.keyboard
  await window.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  const remembered = chat.transcript.getByRole('article', { name: 'Remembered', exact: true })
  for (const [index, sentence] of said.entries()) {
    await chat.ask(sentence)
    await expect(remembered).toHaveCount(index + 1)
    await expect(remembered.last().getByRole('button', { name: 'Undo' })).toBeVisible()
  }
  await picture(window, info, 'remembered')
  await remembered.last().getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(chat.transcript.getByRole('article', { name: 'No longer remembered' })).toBeVisible()
  await expect(remembered).toHaveCount(said.length - 1)
  expect(await violations(window)).toEqual([])

  // Another conversation knows it, says so, and the person says what they make of it.
  await chat.newChat.click()
  ollama.answerNext({ text: 'I would look at the nodes first.' })
  await chat.ask('What would you look at first when the production cluster is slow?')
  await expect(chat.answers).toContainText('the nodes first')
  await chat.settled()
  await chat.answers.getByRole('button', { name: /^Why this answer/ }).press('Enter')
  const why = window.getByRole('dialog', { name: 'Why did you say that?' })
  await expect(why).toContainText('our production cluster runs Kubernetes 1.31')
  await picture(window, info, 'why')
  expect(await violations(window)).toEqual([])
  await why.getByRole('button', { name: /^Outdated: .*kubernetes/ }).press('Enter')
  await expect(why).toContainText('It is not used any more.')
  await keys.press('Escape')
  await expect(why).toBeHidden()

  const page = window.getByRole('main', { name: 'Memory' })
  const rows = page.locator('[data-fact]')
  await keys.press(process.platform === 'darwin' ? 'Meta+Shift+m' : 'Control+Shift+m')
  await expect(rows).toHaveCount(said.length - 1)
  await expect(page.getByRole('searchbox')).toBeFocused()
  await expect(rows.filter({ hasText: 'Outdated' })).toContainText('Kubernetes 1.31')
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await picture(window, info, `page ${colorScheme}`)
    expect(await violations(window)).toEqual([])
  }

  await keys.type('helm')
  await expect(rows).toHaveCount(1)
  await keys.press('ArrowDown')
  await expect(rows.first()).toBeFocused()
  await keys.press('p')
  await expect(rows.first()).toContainText('deploy with Helm')
  await expect(rows.first().getByLabel('Pinned')).toBeVisible()
  await keys.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Value' })).toBeFocused()
  await keys.press('ControlOrMeta+a')
  await keys.type('We deploy with Helm 4')
  await keys.press('ControlOrMeta+Enter')
  await expect(rows.first()).toContainText('We deploy with Helm 4')
  await expect(rows.first()).toBeFocused()
  await keys.press('Enter')
  await expect(page).toContainText('Before, it said')
  await picture(window, info, 'open')
  expect(await violations(window)).toEqual([])
  await keys.press('Escape')
  await keys.press('Escape')
  await expect(rows).toHaveCount(said.length - 1)

  await rows.first().focus()
  await keys.press('ControlOrMeta+a')
  await keys.press('Delete')
  const dialog = window.getByRole('alertdialog')
  await expect(dialog).toContainText(`Forget ${said.length - 1} facts?`)
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await picture(window, info, 'forget')
  expect(await violations(window)).toEqual([])
  await dialog.getByRole('button', { name: /^Forget / }).press('Enter')
  await expect(page).toContainText('Nothing is remembered yet')
  await picture(window, info, 'empty')
  expect((await request(window, 'memory.list', {})).counts.all).toBe(0)
  await keys.press('Escape')
  await expect(chat.message).toBeFocused()
})
