import { BrowserWindow, screen } from 'electron'
import { eventChannel } from '../shared/channels.ts'
import type { HearthEvent } from '../shared/events.ts'
import { openPageWindow, type WindowOptions } from './page-window.ts'
import { keepPlace, readPlace } from './window-place.ts'

/** The main window, of which there is one or none. */
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
  readonly onOpened: () => void
  /** It has closed. */
  readonly onClosed: () => void
}

export function createMainWindow(
  options: WindowOptions,
  { isApart, onOpened, onClosed }: MainWindowOptions,
): MainWindow {
  const current = (): BrowserWindow | null =>
    BrowserWindow.getAllWindows().find((window) => !window.isDestroyed() && !isApart(window)) ?? null

  function open(): BrowserWindow {
    const window = openMainWindow(options)
    window.once('ready-to-show', onOpened)
    window.once('closed', onClosed)
    return window
  }

  function show(): BrowserWindow {
    const window = current()
    if (!window) return open()
    if (window.isMinimized()) window.restore()
    window.show()
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
function openMainWindow(options: WindowOptions): BrowserWindow {
  const file = options.paths.windowPlace
  const place = readPlace(
    file,
    screen.getAllDisplays().map((display) => display.workArea),
  )
  const window = openPageWindow(options, 'index.html', {
    title: 'Hearth',
    width: place?.width ?? 1180,
    height: place?.height ?? 800,
    ...(place && { x: place.x, y: place.y }),
  })
  keepPlace(window, file, place)
  return window
}
