import { join } from 'node:path'
import { Menu, nativeTheme, Tray, type MenuItemConstructorOptions } from 'electron'
import { trayPicture } from './tray-picture.ts'

/** The icon by the clock. As long as this is held, it is there. */
export interface TrayIcon {
  show(view: { readonly toolTip: string; readonly menu: MenuItemConstructorOptions[] }): void
  say(toolTip: string): void
  close(): void
}

/** `icons`: the folder of its pictures. `onClick`: where a click does not open the menu. */
export function openTray(icons: string, onClick: () => void): TrayIcon {
  const picture = (): string => join(icons, trayPicture(process.platform, nativeTheme))
  const tray = new Tray(picture())
  const repaint = (): void => tray.setImage(picture())
  if (process.platform !== 'darwin') nativeTheme.on('updated', repaint)
  tray.on('click', onClick)
  return {
    show({ toolTip, menu }) {
      tray.setToolTip(toolTip)
      // A changed menu is another one: where it is drawn elsewhere (Linux), nothing else would be seen.
      tray.setContextMenu(Menu.buildFromTemplate(menu))
    },
    say: (toolTip) => tray.setToolTip(toolTip),
    close() {
      nativeTheme.off('updated', repaint)
      tray.destroy()
    },
  }
}
