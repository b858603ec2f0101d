import { screen, type BrowserWindow, type BrowserWindowConstructorOptions } from 'electron'
import { quickSize } from '../shared/quick-size.ts'
import { openPageWindow, type WindowOptions } from './page-window.ts'
import { holds, quickPlace } from './quick-place.ts'

/** Its window, without a frame and above everything, as far as the system allows. Not shown yet. */
export function openQuickWindow(options: WindowOptions): BrowserWindow {
  const { width, height } = quickSize
  const window = openPageWindow(options, 'quick.html', { ...look, width, height })
  // Above full-screen apps too: on macOS in their space, elsewhere by its level.
  window.setAlwaysOnTop(true, 'pop-up-menu')
  if (process.platform === 'darwin')
    window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true })
  return window
}

const look: BrowserWindowConstructorOptions = {
  title: 'Hearth – quick prompt',
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

/** Puts it on the display with the pointer. On Wayland nobody is asked: the compositor places it. */
export function placeByPointer(window: BrowserWindow, height: number): void {
  const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint())
  const place = quickPlace(workArea, height)
  window.setBounds(place)
  // From a display with one scale to one with another, Windows sizes it by the old scale at first.
  if (!isAt(window, place)) window.setBounds(place)
}

/** Gives it another height where it stands. */
export function resizeInPlace(window: BrowserWindow, height: number): void {
  const { workArea } = screen.getDisplayMatching(window.getBounds())
  const { x, y } = window.getBounds()
  const place = quickPlace(workArea, height)
  const lowest = workArea.y + workArea.height - y
  window.setBounds({ x, y, width: place.width, height: Math.min(place.height, Math.max(lowest, 1)) })
}

/** Whether some display shows all of it. */
export function isInSight(window: BrowserWindow): boolean {
  return screen.getAllDisplays().some(({ workArea }) => holds(workArea, window.getBounds()))
}

function isAt(window: BrowserWindow, { width, height }: Electron.Rectangle): boolean {
  const bounds = window.getBounds()
  return bounds.width === width && bounds.height === height
}
