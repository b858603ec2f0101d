import { app, BrowserWindow, dialog, type MessageBoxOptions } from 'electron'
import type { Log } from '../core/log.ts'
import { reportError } from '../shared/errors.ts'

/** Says why the assistant could not be opened, in the terminal and in a dialog, and ends with exit code 1. */
export async function failStart(error: unknown, log: Log): Promise<void> {
  const { code, message } = reportError(error)
  process.exitCode = 1
  log.error('start.failed', { code, error })
  process.stderr.write(`hearth: ${message}\n`)

  await app.whenReady()
  const [window] = BrowserWindow.getAllWindows()
  const box: MessageBoxOptions = {
    type: 'error',
    title: 'Hearth',
    message: 'Hearth cannot start',
    detail: message,
    buttons: ['Quit'],
  }
  await (window ? dialog.showMessageBox(window, box) : dialog.showMessageBox(box))
  app.quit()
}
