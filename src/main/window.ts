import { BrowserWindow, screen } from 'electron'
import { openPageWindow, type WindowOptions } from './page-window.ts'
import { readPlace, rememberPlace } from './window-place.ts'

/** Shows the window that is there, or a new main window. */
export function showWindow(options: WindowOptions): void {
  const [window] = BrowserWindow.getAllWindows()
  if (!window) return void openMainWindow(options)
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** The window of the chat, where it last was. */
export function openMainWindow(options: WindowOptions): BrowserWindow {
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
  if (place?.maximized) window.maximize()
  rememberPlace(window, file)
  return window
}
