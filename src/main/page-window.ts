import {
  app,
  BrowserWindow,
  dialog,
  nativeTheme,
  type BrowserWindowConstructorOptions,
  type WebContents,
} from 'electron'
import type { i18n } from 'i18next'
import type { Log } from '../core/log.ts'
import { eventChannel } from '../shared/channels.ts'
import type { HearthEvent } from '../shared/events.ts'
import type { Translate } from '../shared/words/language.ts'
import { contextMenu } from './context-menu.ts'
import type { PageOrigin } from './origin.ts'
import type { Paths } from './paths.ts'
import { reloadGuard } from './reload-guard.ts'

export interface WindowOptions {
  readonly paths: Paths
  readonly page: PageOrigin
  readonly log: Log
  readonly words: i18n
}

/**
 * A window with a page of ours. It starts to load at once; the window appears with its first paint, in the theme's
 * colour until then. With `show: false` it does not. `isAway`: whether it was put away, so that nobody can be asked.
 */
export function openPageWindow(
  { paths, page, log, words }: WindowOptions,
  file: string,
  options: BrowserWindowConstructorOptions,
  isAway: () => boolean = () => false,
): BrowserWindow {
  const window = new BrowserWindow({
    minWidth: 400,
    minHeight: 360,
    ...options,
    show: false,
    backgroundColor: backgroundColor(),
    autoHideMenuBar: true,
    webPreferences: {
      preload: paths.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Chromium would fetch dictionaries from the network.
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  followTheme(window)
  recoverPage(window, { log, t: words.t, isAway })
  contextMenu(window, words.t)
  const appears = options.show !== false
  if (appears) window.once('ready-to-show', () => window.show())
  const address = new URL(`${file}?language=${words.language}`, page.url)
  window.loadURL(address.href).catch((error: unknown) => {
    // One that was closed meanwhile had no need of it.
    if (window.isDestroyed()) return
    log.error('page.load', { error })
    if (appears) window.show()
  })
  return window
}

/** The page's own background, light and dark (tokens.css), so that nothing flashes before it paints. */
function backgroundColor(): string {
  return nativeTheme.shouldUseDarkColors ? '#191715' : '#fbfaf8'
}

function followTheme(window: BrowserWindow): void {
  const follow = (): void => window.setBackgroundColor(backgroundColor())
  nativeTheme.on('updated', follow)
  window.on('closed', () => nativeTheme.off('updated', follow))
}

/** A page that crashed loads again and attaches to what runs: the turn was never the page's. */
function recoverPage(
  window: BrowserWindow,
  { log, t, isAway }: { log: Log; t: Translate; isAway: () => boolean },
): void {
  const mayReload = reloadGuard()
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log.error('page.gone', { reason, exitCode })
    if (mayReload(performance.now())) comeBack(window.webContents)
    // Whoever wants it again gets a new one.
    else if (isAway()) window.destroy()
    else void offerReload(window, t)
  })
  window.on('unresponsive', () => log.warn('page.unresponsive'))
  window.on('responsive', () => log.info('page.responsive'))
}

/** Whoever looks away meanwhile would not know that anything was. */
function comeBack(page: WebContents): void {
  const cameBack: HearthEvent = { type: 'page.cameBack' }
  // What is loaded has run its scripts, and so listens.
  page.once('did-finish-load', () => page.send(eventChannel, cameBack))
  page.reload()
}

async function offerReload(window: BrowserWindow, t: Translate): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: t('menu:dialogs.keepsFailing'),
    detail: t('menu:dialogs.keepsFailingMore'),
    buttons: [t('menu:dialogs.loadAgain'), t('menu:dialogs.closeWindow')],
    cancelId: 1,
  })
  if (window.isDestroyed()) return
  if (response === 0) window.webContents.reload()
  else window.destroy()
}
