import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'

/** Whether the app said at its end that it closed, and not that it was late or failed. */
function closedCleanly(dataFolder: string): boolean {
  const log = readFileSync(join(dataFolder, 'logs', 'hearth.log'), 'utf8')
  return /"event":"app.quit"/.test(log) && !/"app.quit.late"|"level":"error"/.test(log)
}

test('when the system shuts down it is asked to wait, and the app closes', async ({
  app,
  chat,
  dataFolder,
}) => {
  await expect(chat.message).toBeVisible()
  const gone = once(app.electron.process(), 'exit')
  const prevented = await app.electron.evaluate(({ powerMonitor }) => {
    let asked = false
    // Electron hands this event to the listeners, though the types do not say so.
    const event = { preventDefault: () => void (asked = true) }
    ;(powerMonitor.emit as (name: string, event: object) => boolean)('shutdown', event)
    return asked
  })
  expect(prevented).toBe(true)
  expect((await gone)[0]).toBe(0)
  expect(closedCleanly(dataFolder)).toBe(true)
})

test('when Windows tells a window that the person logs off, the app closes', async ({
  app,
  chat,
  dataFolder,
}) => {
  await expect(chat.message).toBeVisible()
  const gone = once(app.electron.process(), 'exit')
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.emit('session-end', { reasons: ['logoff'] })
  })
  expect((await gone)[0]).toBe(0)
  expect(closedCleanly(dataFolder)).toBe(true)
})
