import { expect, test } from './fixtures.ts'

test('an answer that Ollama’s death cuts off is kept and marked, and can be asked for again', async ({
  chat,
  ollama,
}) => {
  const answer = ollama.byHand()
  await chat.ask('Tell me everything')
  await answer.asked
  answer.say('In the beginning')
  await expect(chat.answers).toContainText('In the beginning')
  answer.cut()

  await chat.settled()
  await expect(chat.answers).toContainText('In the beginning')
  await expect(chat.answers).toContainText(/incomplete|interrupted|broke off|cut|stopped|failed/i)
  await expect(chat.questions).toHaveCount(1)

  ollama.answerNext({ text: 'All of it.' })
  await chat.answers.hover()
  await chat.transcript
    .getByRole('button', { name: /Answer again|Try again/ })
    .first()
    .click()
  await expect(chat.answers).toContainText('All of it.')
})

test('an error in the middle of an answer is told in words', async ({ chat, ollama }) => {
  const answer = ollama.byHand()
  await chat.ask('Think with all my memory')
  await answer.asked
  answer.say('Trying')
  answer.fail('model requires more system memory (9.9 GiB) than is available (2.0 GiB)')
  await chat.settled()
  await expect(chat.answers).toContainText('Trying')
  await expect(chat.answers).toContainText(/memory/i)
})
