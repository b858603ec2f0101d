import { app, BrowserWindow, dialog, type MessageBoxOptions } from 'electron'
import type { Log } from '../core/log.ts'
import { reportError } from '../shared/errors.ts'
import { errorText } from '../shared/words/error-text.ts'
import type { Translate } from '../shared/words/language.ts'

/** Says in the log and in the terminal why the assistant could not be opened. The exit code is 1 from now on. */
export function tellFailedStart(error: unknown, log: Log): void {
  const { code, message } = reportError(error)
  process.exitCode = 1
  log.error('start.failed', { code, error })
  process.stderr.write(`hearth: ${message}\n`)
}

/** Says the same in a dialog, and quits. */
export async function showFailedStart(error: unknown, t: Translate): Promise<void> {
  await app.whenReady()
  const [window] = BrowserWindow.getAllWindows()
  const box: MessageBoxOptions = {
    type: 'error',
    title: 'Hearth',
    message: t('menu:dialogs.cannotStart'),
    detail: errorText(t, reportError(error)),
    buttons: [t('menu:dialogs.quit')],
  }
  await (window ? dialog.showMessageBox(window, box) : dialog.showMessageBox(box))
  app.quit()
}
