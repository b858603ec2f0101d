import { startBare } from '../support/app.ts'
import { expect, test } from './fixtures.ts'

test('a second start shows the first window and ends by itself', async ({ app, ollama, dataFolder }) => {
  const isVisible = (): Promise<boolean> =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false)
  // It shows itself with its first paint, which may be still to come.
  await expect.poll(isVisible).toBe(true)
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  expect(await isVisible()).toBe(false)

  const second = startBare({ dataFolder, ollamaHost: ollama.host })
  expect(await second.exited).toBe(0)
  await expect.poll(isVisible).toBe(true)
  await expect.poll(() => app.windows().length).toBe(1)
})
