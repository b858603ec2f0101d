import { startBare } from '../support/app.ts'
import { chatPage } from './chat-page.ts'
import { expect, test } from './fixtures.ts'

test('closing the window leaves the answer running, and the next window shows it', async ({
  app,
  chat,
  ollama,
  dataFolder,
}) => {
  const answer = ollama.byHand()
  await chat.ask('Write it all down')
  await answer.asked
  answer.say('Chapter one, ')
  await expect(chat.answers).toContainText('Chapter one,')
  await app.window.close()
  answer.say('chapter two, ')

  // Whoever starts Hearth again gets a window of the one that still runs.
  const opened = app.electron.waitForEvent('window')
  const second = startBare({ dataFolder, ollamaHost: ollama.host })
  expect(await second.exited).toBe(0)
  const again = chatPage(await opened)
  await again.open('Write it all down')
  await expect(again.answers).toContainText('Chapter one, chapter two,')
  answer.say('the end.')
  answer.end()
  await expect(again.answers).toContainText('Chapter one, chapter two, the end.')
  await again.settled()
})

test('the answer ends although nobody looks, and is there at the next start', async ({
  app,
  chat,
  ollama,
  open,
}) => {
  test.skip(process.platform === 'darwin', 'An app of macOS does not end with its last window.')
  const answer = ollama.byHand()
  await chat.ask('Finish without me')
  await answer.asked
  answer.say('Nearly ')
  await expect(chat.answers).toContainText('Nearly')
  const gone = new Promise((resolve) => app.electron.process().once('exit', resolve))
  await app.window.close()
  answer.say('there.')
  answer.end()
  await gone

  const again = await open()
  await again.chat.open('Finish without me')
  await expect(again.chat.answers).toContainText('Nearly there.')
  await expect(again.chat.answers).not.toContainText(/closed before the answer was complete/)
})
