import { BrowserWindow, dialog } from 'electron'
import type { ExportFormat } from '../shared/transfer.ts'
import type { Translate } from '../shared/words/language.ts'

/** Asks where an export goes, in the system's own dialog, which also asks before it replaces a file. */
export async function chooseExport(t: Translate, format: ExportFormat): Promise<string | null> {
  const day = new Date().toISOString().slice(0, 10)
  const kind =
    format === 'json'
      ? { name: t('menu:dialogs.memoryFile'), extensions: ['json'] }
      : { name: 'Markdown', extensions: ['md'] }
  const options = {
    title: t('menu:dialogs.export'),
    defaultPath: `hearth-${day}.${kind.extensions[0]}`,
    filters: [kind],
  }
  const window = BrowserWindow.getFocusedWindow()
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options))
  return canceled || filePath === '' ? null : filePath
}

/** Asks for a document to import, in the system's own dialog. */
export async function chooseImport(t: Translate): Promise<string | null> {
  const options = {
    title: t('menu:dialogs.import'),
    filters: [{ name: t('menu:dialogs.conversationsFile'), extensions: ['json'] }],
    properties: ['openFile' as const],
  }
  const window = BrowserWindow.getFocusedWindow()
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options))
  return canceled ? null : (filePaths[0] ?? null)
}
