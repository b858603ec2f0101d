import { BrowserWindow, type App, type PowerMonitor } from 'electron'
import type { Log } from '../core/log.ts'
import type { RunningWork } from './running-work.ts'

export interface ShutdownOptions {
  readonly app: App
  readonly powerMonitor: PowerMonitor
  readonly log: Log
  /** Lets go of what would keep a window that is closed. */
  readonly letGo: () => void
  /** Ends the turns, which keep what came, and closes the database. */
  readonly close: () => Promise<void>
  /** Milliseconds after which the app ends all the same. What is acknowledged is on disk by then. */
  readonly deadlineMs?: number
}

/** Quitting, from the menu, by a signal or because the system shuts down, closes the assistant first. The exit code is `process.exitCode`. */
export function closeBeforeQuit({
  app,
  powerMonitor,
  log,
  letGo,
  close,
  deadlineMs = 3_000,
}: ShutdownOptions): void {
  let closing = false

  const finish = async (): Promise<void> => {
    letGo()
    // They save their place; and whoever quits sees at once that it happened.
    for (const window of BrowserWindow.getAllWindows()) window.close()
    const deadline = new Promise<'late'>((resolve) => {
      setTimeout(() => resolve('late'), deadlineMs)
    })
    try {
      if ((await Promise.race([close(), deadline])) === 'late') log.warn('app.quit.late', { deadlineMs })
    } catch (error) {
      log.error('app.quit', { error })
    }
    log.info('app.quit')
    app.exit(Number(process.exitCode ?? 0))
  }

  app.on('before-quit', (event) => {
    event.preventDefault()
    if (closing) return
    closing = true
    void finish()
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())

  // Linux and macOS wait for us when asked. Electron hands the event over, though its types do not say so.
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    event?.preventDefault()
    app.quit()
  })
  // Windows tells the windows and waits a few seconds for whoever is not gone by then.
  app.on('browser-window-created', (_event, window) => {
    window.on('session-end', () => app.quit())
  })
}

/**
 * Closing the last window quits the app, but cuts off neither the answer that is being written nor the plan that is
 * carried out: they are finished first, and a window opened meanwhile shows them. On macOS an app outlives its windows,
 * and elsewhere where `mayStay`: in the tray.
 */
export function quitWithLastWindow(
  app: App,
  work: RunningWork,
  mayStay: () => boolean,
  patienceMs = 600_000,
): void {
  app.on('window-all-closed', () => {
    if (process.platform === 'darwin' || mayStay()) return
    const quit = (): void => {
      if (BrowserWindow.getAllWindows().length === 0) app.quit()
    }
    const timer = setTimeout(quit, patienceMs)
    void work
      .idle()
      .then(quit)
      .finally(() => clearTimeout(timer))
  })
}
