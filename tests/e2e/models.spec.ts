import { request } from './chat-page.ts'
import { expect, test } from './fixtures.ts'
import { violations } from './violations.ts'

test('from no model to the first chat by clicks: recommended, downloaded, paused, asked as one chose, deleted', async ({
  ollama,
  open,
}, info) => {
  ollama.models = []
  const { window, chat } = await open()
  const button = (name: string | RegExp) => window.getByRole('button', { name })
  const { model } = await request(window, 'models.recommend', undefined)
  const capabilities = ['completion', 'tools', 'thinking']
  ollama.pulling.library = [{ name: model.name, capabilities, size: 60_000_000, contextLength: 32_768 }]
  ollama.pulling.holdAt = 15_000_000

  await expect(window.getByRole('heading', { name: 'Welcome to Hearth' })).toBeVisible()
  expect(await violations(window)).toEqual([])
  await button(`Download ${model.name}`).click()
  const bar = window.getByRole('progressbar', { name: model.name })
  await expect(bar).toHaveAttribute('aria-valuenow', '25')
  await button(`Pause ${model.name}`).click()
  await expect(window.getByText(/^Paused · 15 MB of 60/)).toBeVisible()
  expect(await violations(window)).toEqual([])
  ollama.pulling.holdAt = Infinity
  await button(`Go on with ${model.name}`).click()

  await expect(button(/Write a letter/)).toBeVisible()
  ollama.answerNext({ text: 'Hello to you.' })
  await chat.ask('Hello?')
  await expect(chat.answers).toContainText('Hello to you.')
  await chat.settled()

  await window.keyboard.press('ControlOrMeta+k')
  await window.keyboard.type('models')
  await window.getByRole('option', { name: 'Models', exact: true }).click()
  const page = window.getByRole('main', { name: 'Models' })
  const card = page.getByRole('listitem', { name: model.name })
  await expect(page.getByRole('textbox', { name: 'Get a model' })).toBeFocused()
  await expect(card.getByText('In memory')).toBeVisible()
  await card.getByRole('button', { name: `Options of ${model.name}` }).click()
  await card.getByRole('combobox', { name: 'Context window' }).selectOption('16384')
  await card.getByRole('combobox', { name: 'Stays in memory' }).selectOption('-1')
  await card.getByRole('textbox', { name: 'Temperature' }).fill('0.3')
  await card.getByRole('textbox', { name: 'Temperature' }).press('Enter')
  await card.getByRole('button', { name: 'Use for new chats' }).click()
  await expect(card.getByText('For new chats', { exact: true })).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme })
    expect(await violations(window)).toEqual([])
    await info.attach(colorScheme, { body: await window.screenshot(), contentType: 'image/png' })
  }
  await window.keyboard.press('Escape')

  await chat.newChat.click()
  ollama.answerNext({ text: 'As you chose.' })
  await chat.ask('And now?')
  await expect(chat.answers).toContainText('As you chose.')
  expect(ollama.questions.at(-1)?.body).toMatchObject({
    model: model.name,
    keep_alive: -1,
    options: { num_ctx: 16_384, temperature: 0.3 },
  })
  await chat.settled()

  await window.keyboard.press('ControlOrMeta+,')
  await button('Open models').click()
  await button(`Unload ${model.name}`).click()
  await expect(card.getByText('In memory')).toBeHidden()
  await button(`Delete ${model.name}…`).click()
  await expect(button('Keep it')).toBeFocused()
  await button('Delete').and(window.getByRole('alertdialog').getByRole('button')).click()
  await expect(page.getByText('There are no models yet.')).toBeVisible()
  expect(ollama.models).toEqual([])
})
