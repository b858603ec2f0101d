import { BrowserWindow, dialog } from 'electron'

/** Asks for a folder in the system's own dialog, which no page can answer. Null when none was chosen. */
export async function chooseFolder(): Promise<string | null> {
  const options = {
    title: 'Let Hearth work in a folder',
    buttonLabel: 'Allow this folder',
    properties: ['openDirectory' as const, 'createDirectory' as const],
  }
  const window = BrowserWindow.getFocusedWindow()
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options))
  return canceled ? null : (filePaths[0] ?? null)
}
