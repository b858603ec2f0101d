import type { Page } from '@playwright/test'
import { chatPage, request } from './chat-page.ts'
import { expect, test } from './fixtures.ts'

test('a restart keeps every word, and the draft', async ({ app, chat, ollama, open }) => {
  ollama.answerNext({ text: 'Oak burns longest.' })
  await chat.ask('Which wood?')
  await expect(chat.answers).toContainText('Oak burns longest.')
  await chat.settled()
  await chat.newChat.click()
  ollama.answerNext({ text: 'In autumn.' })
  await chat.ask('When to cut it?')
  await expect(chat.answers).toContainText('In autumn.')
  await chat.settled()
  await chat.message.fill('And where')
  // The draft is written a moment after the last key.
  await expect
    .poll(() => drafts(app.window), { message: 'the draft reaches the database' })
    .toContain('And where')
  await app.close()

  const again = chatPage((await open()).window)
  await expect(again.conversations.getByText('Which wood?')).toBeVisible()
  await again.open('When to cut it?')
  await expect(again.answers).toContainText('In autumn.')
  await expect(again.message).toHaveValue('And where')
  await again.open('Which wood?')
  await expect(again.questions).toContainText('Which wood?')
  await expect(again.answers).toContainText('Oak burns longest.')
})

test('a crash in the middle of an answer keeps what was saved and leaves nothing in progress', async ({
  app,
  chat,
  ollama,
  open,
}) => {
  const answer = ollama.byHand()
  await chat.ask('A long story')
  await answer.asked
  answer.say('Once upon a time')
  await expect(chat.answers).toContainText('Once upon a time')
  // Nothing tells a page when the disk has it. The promise is half a second.
  await app.window.waitForTimeout(3_000)
  await app.kill()

  const again = chatPage((await open()).window)
  await again.open('A long story')
  await expect(again.answers).toContainText('Once upon a time')
  await expect(again.answers).toContainText(/closed before the answer was complete/)
  await expect(again.stop).toBeHidden()
  ollama.answerNext({ text: 'There was a fire.' })
  await again.ask('Go on')
  await expect(again.answers.last()).toContainText('There was a fire.')
})

async function drafts(window: Page): Promise<string[]> {
  const { conversations } = await request(window, 'conversations.list', {})
  return conversations.map((conversation) => conversation.draft)
}
