import { app, BrowserWindow } from 'electron'
import { openPageWindow, type WindowOptions } from './page-window.ts'
import type { RecoveryWindow } from './recovering.ts'
import type { MainWindow } from './window.ts'

/** The window of a database that does not open. */
export function recoveryWindow(options: WindowOptions, main: Pick<MainWindow, 'open'>): RecoveryWindow {
  let window: BrowserWindow | null = null
  return {
    async open() {
      await app.whenReady()
      const others = BrowserWindow.getAllWindows()
      window = openPageWindow(options, 'recovery.html', {
        title: options.words.t('menu:recovery'),
        width: 680,
        height: 560,
      })
      window.once('closed', () => window && app.quit())
      for (const other of others) other.destroy()
    },
    giveWay() {
      const done = window
      window = null
      process.exitCode = 0
      // Until then it says how it ended.
      main.open().once('show', () => done?.destroy())
    },
  }
}
