import { clipboard, Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron'
import type { Translate } from '../shared/words/language.ts'

/** The menu that people expect under the right button: Electron has none of its own. */
export function contextMenu(window: BrowserWindow, t: Translate): void {
  window.webContents.on('context-menu', (_event, { editFlags, isEditable, selectionText, linkURL }) => {
    const items: MenuItemConstructorOptions[] = []
    const item = (
      role: 'cut' | 'copy' | 'paste' | 'selectAll',
      enabled = true,
    ): MenuItemConstructorOptions => ({
      role,
      label: t(`menu:roles.${role}`),
      enabled,
    })
    if (linkURL) items.push({ label: t('menu:copyAddress'), click: () => void clipboard.writeText(linkURL) })
    if (isEditable) items.push(item('cut', editFlags.canCut))
    if (isEditable || selectionText) items.push(item('copy', editFlags.canCopy))
    if (isEditable) items.push(item('paste', editFlags.canPaste))
    if (isEditable) items.push({ type: 'separator' }, item('selectAll'))
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window })
  })
}
