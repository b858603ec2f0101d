import { saidIn } from './chat-page.ts'
import { expect, test } from './fixtures.ts'

test('a first question is answered while one watches, and the conversation stands in the list', async ({
  chat,
  ollama,
}) => {
  const answer = ollama.byHand()
  await expect(chat.message).toBeFocused()
  await chat.ask('What is a hearth?')

  await expect(chat.questions).toHaveText(/What is a hearth\?/)
  await expect(chat.stop).toBeVisible()
  await answer.asked
  answer.say('The floor of ')
  await expect(chat.answers).toContainText('The floor of')
  await expect(chat.stop).toBeVisible()
  answer.say('a fireplace.')
  answer.end()

  await expect(chat.answers).toContainText('The floor of a fireplace.')
  await chat.settled()
  await expect(chat.send).toBeVisible()
  await expect(chat.message).toHaveValue('')
  await expect(chat.conversations.getByText('What is a hearth?')).toBeVisible()
})

test('an empty message is not sent; the second question carries the first and its answer to the model', async ({
  chat,
  ollama,
}) => {
  await chat.message.fill('   \n ')
  await chat.message.press('Enter')
  await expect(chat.questions).toHaveCount(0)
  ollama.answerNext({ text: 'Blue.' })
  await chat.ask('My favourite colour?')
  await expect(chat.answers).toContainText('Blue.')
  await chat.settled()
  await expect(chat.questions).toHaveCount(1)

  const answer = ollama.byHand()
  await chat.ask('And another?')
  await answer.asked
  answer.end()
  expect(saidIn(await answer.asked)).toEqual(['My favourite colour?', 'Blue.', 'And another?'])
})

test('Markdown is shown as what it means, and never as HTML', async ({ chat, ollama, window }) => {
  ollama.answerNext({
    text: '# Plan\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nlet x = 1\n```\n\n<b id="raw">raw</b>',
  })
  await chat.ask('Show me')
  await expect(chat.answers.getByRole('heading', { name: 'Plan' })).toBeVisible()
  await expect(chat.answers.getByRole('cell', { name: '2' })).toBeVisible()
  await expect(chat.answers.locator('code').filter({ hasText: 'let x = 1' }).first()).toBeVisible()
  await chat.settled()
  await expect(window.locator('#raw')).toHaveCount(0)
})

test('the conversation gets its title from the model, once the answer is there', async ({ chat, ollama }) => {
  ollama.answerTitles({ text: 'Fire and stone' })
  ollama.answerNext({ text: 'Long.' })
  await chat.ask('How old are fireplaces?')
  await expect(chat.conversations.getByText('Fire and stone')).toBeVisible()
  await expect(chat.conversations.getByText('How old are fireplaces?')).toBeHidden()
})
