import { expect, test } from './fixtures.ts'

test('without Ollama the window opens, says so, and works as soon as it is there', async ({
  chat,
  ollama,
  open,
  app,
}) => {
  ollama.answerNext({ text: 'Kept.' })
  await chat.ask('Who am I?')
  await expect(chat.answers).toContainText('Kept.')
  await chat.settled()
  await app.close()
  await ollama.stop()

  const later = await open()
  const page = later.chat
  await expect(
    later.window.getByText(/Ollama is not running|Ollama does not answer|not running/i).first(),
  ).toBeVisible()
  await page.open('Who am I?')
  await expect(page.answers).toContainText('Kept.')

  await ollama.start()
  ollama.answerNext({ text: 'Here again.' })
  await expect(async () => {
    await page.message.fill('Are you back?')
    await page.message.press('Enter', { timeout: 1_000 })
    await expect(page.answers.last()).toContainText('Here again.', { timeout: 3_000 })
  }).toPass({ timeout: 30_000 })
})

test('a question that Ollama cannot take is kept, with a sentence that says what to do', async ({
  chat,
  ollama,
  window,
}) => {
  ollama.answerNext({ text: 'Yes.' })
  await chat.ask('Are you there?')
  await expect(chat.answers).toContainText('Yes.')
  await chat.settled()
  // It ends when the question comes, and not before: a window that knew would not send it.
  ollama.answerNext(() => {
    void ollama.stop()
    return { text: 'Never read.' }
  })

  await chat.ask('And now?')
  await expect(chat.questions.last()).toContainText('And now?')
  await expect(window.getByText(/Ollama/).first()).toBeVisible()
  await chat.settled()

  await ollama.start()
  ollama.answerNext({ text: 'I am.' })
  await chat.answers.last().hover()
  await chat.transcript
    .getByRole('button', { name: /Answer again|Try again/ })
    .last()
    .click()
  await expect(chat.answers.last()).toContainText('I am.')
  await expect(chat.questions).toHaveCount(2)
})
