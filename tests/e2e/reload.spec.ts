import { expect, test } from './fixtures.ts'

test('a page that reloads in the middle of an answer attaches to it again', async ({
  chat,
  ollama,
  window,
}) => {
  const answer = ollama.byHand()
  await chat.ask('Slowly, please')
  await answer.asked
  answer.say('Drip, ')
  await expect(chat.answers).toContainText('Drip,')

  await window.reload()
  answer.say('drop, ')
  await chat.open('Slowly, please')
  await expect(chat.answers).toContainText('Drip, drop,')
  await expect(chat.stop).toBeVisible()
  answer.say('done.')
  answer.end()
  await expect(chat.answers).toContainText('Drip, drop, done.')
  await chat.settled()
  await expect(chat.answers).toHaveCount(1)
})

test('a page that crashes comes back, with the answer that went on without it', async ({
  app,
  chat,
  ollama,
}) => {
  const answer = ollama.byHand()
  await chat.ask('Hold on')
  await answer.asked
  answer.say('Still ')
  await expect(chat.answers).toContainText('Still')
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
  })
  answer.say('here.')
  answer.end()

  // Playwright gives a crashed page up, so the window itself is asked what it shows.
  const shown = (): Promise<string> =>
    app.electron.evaluate(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      const page = window?.webContents
      // A page that is just crashing cannot be asked either.
      const text = page?.executeJavaScript('document.body.innerText').catch(() => '')
      return String(await text)
    })
  await expect
    .poll(shown, { timeout: 20_000 })
    .toMatch(/(?=[^]*Hold on)(?=[^]*The window stopped working and was opened again)/)
})
