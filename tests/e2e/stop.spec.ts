import { expect, test } from './fixtures.ts'

test('Stop keeps what came, closes the connection to the model, and the next question works', async ({
  chat,
  ollama,
}) => {
  const answer = ollama.byHand()
  await chat.ask('Count to a thousand')
  await answer.asked
  answer.say('One, two, three')
  await expect(chat.answers).toContainText('One, two, three')
  await chat.stop.click()

  await chat.settled()
  await answer.closed
  await expect(chat.answers).toContainText('One, two, three')
  await expect(chat.answers).toContainText(/stopped/i)

  ollama.answerNext({ text: 'Gladly.' })
  await chat.ask('Something else')
  await expect(chat.answers.last()).toContainText('Gladly.')
})

test('Stop works before the first word', async ({ chat, ollama }) => {
  const answer = ollama.byHand()
  await chat.ask('Think for an hour')
  await answer.asked
  await chat.stop.click()
  await chat.settled()
  await answer.closed
  await expect(chat.message).toBeEnabled()
})
