import { screen, type BrowserWindow, type BrowserWindowConstructorOptions } from 'electron'
import { quickSize } from '../shared/quick-size.ts'
import { openPageWindow, type WindowOptions } from './page-window.ts'
import { holds, quickPlace, resizedPlace } from './quick-place.ts'

/** Its window, without a frame and above everything, as far as the system allows. Not shown yet. */
export function openQuickWindow(options: WindowOptions): BrowserWindow {
  const { width, height } = quickSize
  const window = openPageWindow(options, 'quick.html', {
    ...look,
    title: options.words.t('quick:title'),
    width,
    height,
  })
  // Above full-screen apps too: on macOS in their space, elsewhere by its level.
  window.setAlwaysOnTop(true, 'pop-up-menu')
  if (process.platform === 'darwin')
    window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true })
  return window
}

const look: BrowserWindowConstructorOptions = {
  show: false,
  minWidth: 0,
  minHeight: 0,
  frame: false,
  resizable: false,
  minimizable: false,
  maximizable: false,
  fullscreenable: false,
  skipTaskbar: true,
  alwaysOnTop: true,
  // A panel takes the keys without bringing the rest of the app to the front.
  ...(process.platform === 'darwin' && { type: 'panel' }),
}

/** Puts it on the display with the pointer, its page so high in CSS pixels. On Wayland nobody is asked: the compositor places it. */
export function placeByPointer(window: BrowserWindow, height: number): void {
  const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint())
  const place = quickPlace(workArea, height, window.webContents.getZoomFactor())
  window.setBounds(place)
  // From a display with one scale to one with another, Windows sizes it by the old scale at first.
  if (!isAt(window, place)) window.setBounds(place)
}

/** Gives it another height where it stands, for a page so high in CSS pixels. */
export function resizeInPlace(window: BrowserWindow, height: number): void {
  const bounds = window.getBounds()
  const { workArea } = screen.getDisplayMatching(bounds)
  window.setBounds(resizedPlace(workArea, bounds, height, window.webContents.getZoomFactor()))
}

/** Whether some display shows all of it. */
export function isInSight(window: BrowserWindow): boolean {
  return screen.getAllDisplays().some(({ workArea }) => holds(workArea, window.getBounds()))
}

function isAt(window: BrowserWindow, { width, height }: Electron.Rectangle): boolean {
  const bounds = window.getBounds()
  return bounds.width === width && bounds.height === height
}
