import { expect, test } from './fixtures.ts'

test('a new answer takes the place of the old one', async ({ chat, ollama }) => {
  ollama.answerNext({ text: 'First try.' })
  await chat.ask('A haiku, please')
  await expect(chat.answers).toContainText('First try.')
  await chat.settled()

  ollama.answerNext({ text: 'Second try.' })
  await chat.answers.hover()
  await chat.answers.getByRole('button', { name: /Answer again/ }).click()
  await expect(chat.answers).toContainText('Second try.')
  await chat.settled()
  await expect(chat.answers).toHaveCount(1)
  await expect(chat.questions).toHaveCount(1)
  await expect(chat.transcript).not.toContainText('First try.')
})
