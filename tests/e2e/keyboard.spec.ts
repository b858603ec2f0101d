import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

/** Presses Tab until the focus is there, as somebody without a mouse does. */
async function tabTo(window: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await hasFocus(target)) return
    await window.keyboard.press(key)
  }
  await expect(target).toBeFocused()
}

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === element.ownerDocument.activeElement)
}

test('a whole conversation without a mouse', async ({ chat, ollama, window }) => {
  const modifier = process.platform === 'darwin' ? 'Meta' : 'Control'
  const keys = window.keyboard
  await expect(chat.message).toBeFocused()

  ollama.answerNext({ text: 'First answer.' })
  await keys.type('First question')
  await keys.press('Shift+Enter')
  await keys.type('in two lines')
  await keys.press('Enter')
  await expect(chat.questions).toContainText('in two lines')
  await expect(chat.answers).toContainText('First answer.')
  await chat.settled()
  await expect(chat.message).toBeFocused()

  ollama.answerNext({ text: 'Second answer.' })
  await tabTo(window, chat.answers.getByRole('button', { name: /Answer again/ }), 'Shift+Tab')
  await keys.press('Enter')
  await expect(chat.answers).toContainText('Second answer.')
  await chat.settled()

  await keys.press(`${modifier}+n`)
  await expect(chat.message).toBeFocused()
  await expect(chat.questions).toHaveCount(0)
  const answer = ollama.byHand()
  await keys.type('Why is it so')
  await keys.press('Enter')
  await answer.asked
  answer.say('Never')
  await expect(chat.answers).toContainText('Never')
  await keys.press('Escape')
  await chat.settled()
  await answer.closed

  // The list is one stop; the arrows go through it.
  const first = chat.conversations.getByRole('button', { name: /First question/ }).first()
  await tabTo(window, chat.conversations.locator('[data-conversation][tabindex="0"]'), 'Shift+Tab')
  await keys.press('End')
  await expect(first).toBeFocused()
  await keys.press('Enter')
  await expect(chat.answers).toContainText('Second answer.')
})
