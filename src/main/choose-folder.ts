import { BrowserWindow, dialog } from 'electron'
import type { Translate } from '../shared/words/language.ts'

/** Asks for a folder in the system's own dialog, which no page can answer. Null when none was chosen. */
export async function chooseFolder(t: Translate): Promise<string | null> {
  const options = {
    title: t('menu:dialogs.folder'),
    buttonLabel: t('menu:dialogs.allowFolder'),
    properties: ['openDirectory' as const, 'createDirectory' as const],
  }
  const window = BrowserWindow.getFocusedWindow()
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options))
  return canceled ? null : (filePaths[0] ?? null)
}
