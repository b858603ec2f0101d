import { saidIn } from './chat-page.ts'
import { expect, test } from './fixtures.ts'

test('an edited message is answered anew, and what came after it leaves the conversation', async ({
  chat,
  ollama,
  window,
}) => {
  ollama.answerNext({ text: 'Paris.' })
  await chat.ask('Capital of France?')
  await expect(chat.answers).toContainText('Paris.')
  await chat.settled()
  ollama.answerNext({ text: 'Two million.' })
  await chat.ask('How many people?')
  await expect(chat.answers.last()).toContainText('Two million.')
  await chat.settled()

  const answer = ollama.byHand()
  await chat.questions.first().hover()
  await chat.questions.first().getByRole('button', { name: 'Edit' }).click()
  const editor = window.getByRole('textbox', { name: /Edit/ })
  await editor.fill('Capital of Italy?')
  await editor.press('Enter')
  await answer.asked
  answer.say('Rome.')
  answer.end()

  await expect(chat.answers).toHaveText([/Rome\./])
  await expect(chat.questions).toHaveText([/Capital of Italy\?/])
  expect(saidIn(await answer.asked)).toEqual(['Capital of Italy?'])
})
