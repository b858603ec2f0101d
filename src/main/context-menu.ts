import { clipboard, Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron'

/** The menu that people expect under the right button: Electron has none of its own. */
export function contextMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, { editFlags, isEditable, selectionText, linkURL }) => {
    const items: MenuItemConstructorOptions[] = []
    if (linkURL) items.push({ label: 'Copy address', click: () => void clipboard.writeText(linkURL) })
    if (isEditable) items.push({ role: 'cut', enabled: editFlags.canCut })
    if (isEditable || selectionText) items.push({ role: 'copy', enabled: editFlags.canCopy })
    if (isEditable) items.push({ role: 'paste', enabled: editFlags.canPaste })
    if (isEditable) items.push({ type: 'separator' }, { role: 'selectAll' })
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window })
  })
}
