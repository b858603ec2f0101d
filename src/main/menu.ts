import { app, Menu } from 'electron'
import type { i18n } from 'i18next'
import { applicationMenu, type MenuView } from './application-menu.ts'

/** The application's menu, from now on in the language that is spoken. */
export function setMenu(words: i18n, choose: MenuView['choose']): void {
  const set = (): void => {
    const { platform } = process
    const view = { t: words.t, app: app.getName(), platform, isPackaged: app.isPackaged, choose }
    Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(view)))
  }
  words.on('languageChanged', set)
  set()
}
