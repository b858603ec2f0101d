import { expect, test } from './fixtures.ts'

test('Stop works before the first word; later it keeps what came, closes the connection, and the next question works', async ({
  chat,
  ollama,
}) => {
  const wordless = ollama.byHand()
  await chat.ask('Think for an hour')
  await wordless.asked
  await chat.stop.click()
  await chat.settled()
  await wordless.closed
  await expect(chat.message).toBeEnabled()

  const answer = ollama.byHand()
  await chat.ask('Count to a thousand')
  await answer.asked
  answer.say('One, two, three')
  await expect(chat.answers.last()).toContainText('One, two, three')
  await chat.stop.click()

  await chat.settled()
  await answer.closed
  await expect(chat.answers.last()).toContainText('One, two, three')
  await expect(chat.answers.last()).toContainText(/stopped/i)

  ollama.answerNext({ text: 'Gladly.' })
  await chat.ask('Something else')
  await expect(chat.answers.last()).toContainText('Gladly.')
})
