import { BrowserWindow, screen } from 'electron'
import { eventChannel } from '../shared/channels.ts'
import type { HearthEvent } from '../shared/events.ts'
import { openPageWindow, type WindowOptions } from './page-window.ts'
import { bringIntoSight, keepPlace, readPlace } from './window-place.ts'

/** The main window, of which there is one or none. Closed while Hearth goes on, it is put away: unseen, with its page as it was. */
export interface MainWindow {
  /** Shows the window that is there (while the database does not open, that is the recovery's), or a new main window. */
  show(): BrowserWindow
  /** Shows it and tells its page something, as soon as that listens. */
  tell(event: HearthEvent): void
  /** A new one, also where the recovery's is still there. */
  open(): BrowserWindow
  current(): BrowserWindow | null
}

export interface MainWindowOptions {
  /** Whether a window stands for itself, as the quick prompt's does. */
  readonly isApart: (window: BrowserWindow) => boolean
  /** Whether it is only put away when it is closed. */
  readonly isKept: () => boolean
  readonly onOpened: () => void
  /** It was closed: it is away, or gone. */
  readonly onClosed: () => void
}

export function createMainWindow(
  options: WindowOptions,
  { isApart, isKept, onOpened, onClosed }: MainWindowOptions,
): MainWindow {
  let away: { readonly window: BrowserWindow; readonly maximized: boolean } | null = null
  const current = (): BrowserWindow | null =>
    BrowserWindow.getAllWindows().find((window) => !window.isDestroyed() && !isApart(window)) ?? null

  function open(): BrowserWindow {
    const window = openMainWindow(options, () => away !== null)
    window.once('ready-to-show', () => {
      onOpened()
      // Now that its place is saved first.
      window.on('close', (event) => {
        // A page that has died comes back as a new one.
        if (!isKept() || window.webContents.isCrashed()) return
        event.preventDefault()
        if (!away) putAway(window)
      })
    })
    window.once('closed', () => {
      if (!away) onClosed()
      away = null
    })
    return window
  }

  function putAway(window: BrowserWindow): void {
    away = { window, maximized: window.isMaximized() }
    hide(window, () => away !== null)
    const left: HearthEvent = { type: 'page.left' }
    window.webContents.send(eventChannel, left)
    onClosed()
  }

  /** Where it was, and as large: not every desktop remembers that of a hidden window. */
  function comeBack({ window, maximized }: NonNullable<typeof away>): void {
    away = null
    bringIntoSight(window, workAreas())
    window.show()
    if (maximized && !window.isMaximized()) window.maximize()
  }

  function show(): BrowserWindow {
    const window = current()
    if (!window) return open()
    if (window.isMinimized()) window.restore()
    if (window === away?.window) comeBack(away)
    else window.show()
    window.focus()
    return window
  }

  return {
    show,
    tell(event) {
      const isNew = current() === null
      const { webContents } = show()
      const send = (): void => webContents.send(eventChannel, event)
      // What is loaded has run its scripts, and so listens.
      if (isNew || webContents.isLoading()) webContents.once('did-finish-load', send)
      else send()
    },
    open,
    current,
  }
}

/** The window of the chat, where it last was. */
function openMainWindow(options: WindowOptions, isAway: () => boolean): BrowserWindow {
  const file = options.paths.windowPlace
  const place = readPlace(file, workAreas())
  const look = {
    title: 'Hearth',
    width: place?.width ?? 1180,
    height: place?.height ?? 800,
    ...(place && { x: place.x, y: place.y }),
  }
  const window = openPageWindow(options, 'index.html', look, isAway)
  keepPlace(window, { file, place, isAway })
  return window
}

function hide(window: BrowserWindow, isAway: () => boolean): void {
  if (process.platform !== 'darwin' || !window.isFullScreen()) return window.hide()
  // The space that it fills would stay, and be black.
  window.once('leave-full-screen', () => isAway() && window.hide())
  window.setFullScreen(false)
}

function workAreas(): Electron.Rectangle[] {
  return screen.getAllDisplays().map(({ workArea }) => workArea)
}
