import { app, BrowserWindow, clipboard, globalShortcut, Notification } from 'electron'
import { createDesk, type Desk } from './desk.ts'
import { createDesktopHandlers } from './ipc/desktop-handlers.ts'
import { tellWindows } from './ipc/tell-windows.ts'
import { createNotify, type Notify } from './notify.ts'
import type { WindowOptions } from './page-window.ts'
import { createQuickPrompt } from './quick-prompt.ts'
import { createQuickShortcut } from './quick-shortcut.ts'
import type { Wanted } from './starting.ts'
import { openTray } from './tray.ts'
import { awaitTrayHost, hasTrayHost } from './tray-host.ts'
import { isWayland } from './wayland.ts'
import { createMainWindow, type MainWindow } from './window.ts'

export interface OpenDesk {
  readonly desk: Desk
  readonly main: MainWindow
  readonly notify: Notify
  readonly handlers: ReturnType<typeof createDesktopHandlers>
  /** What a start asked for, this one or another. Only when the app is ready. */
  show(wanted: Wanted): void
  /** Whether the app goes on without any window. */
  mayStay(): boolean
  /** From now on nothing keeps the app, and a window that is closed is gone. */
  close(): void
}

/** Puts the windows, the tray and the shortcut together. Nothing is seen of it yet. */
export function openDesk(windows: WindowOptions, started: Wanted): OpenDesk {
  const { log, paths, words } = windows
  const { env, platform } = process
  const ozone = app.commandLine.getSwitchValue('ozone-platform')
  const wayland = isWayland({ platform, env, ozone })
  const closing = new AbortController()
  const notify = createNotify(
    { isSupported: () => Notification.isSupported(), make: (options) => new Notification(options) },
    log,
  )
  // Who starts it without a window wants it there without one.
  const mayStay = (): boolean => started !== 'window' || desk.staysInTray()
  const quick = createQuickPrompt({
    ...windows,
    blurIsReliable: !wayland,
    mayStay: () => mayStay() || platform === 'darwin' || main.current() !== null,
  })
  const main = createMainWindow(windows, {
    isApart: quick.owns,
    isKept: () => !closing.signal.aborted && (mayStay() || platform === 'darwin'),
    onOpened: () => desk.mainOpened(),
    onClosed: () => {
      if (!closing.signal.aborted) desk.mainClosed()
    },
  })
  const desk = createDesk({
    words,
    main,
    quick,
    shortcut: createQuickShortcut({ shortcuts: globalShortcut, wayland, onPress: quick.toggle, log }),
    notify,
    inFront: () => BrowserWindow.getFocusedWindow()?.isVisible() === true,
    async openTray() {
      const isShown = await awaitTrayHost(() => hasTrayHost(platform, env), closing.signal)
      log.info('tray', { isShown })
      return isShown ? openTray(paths.trayIcons, quick.toggle) : null
    },
    tellWindows,
    quit: () => app.quit(),
    log,
  })

  return {
    desk,
    main,
    notify,
    handlers: createDesktopHandlers({ desk, quick, main, clipboard }),
    show(wanted) {
      if (wanted === 'window') main.show()
      else if (wanted === 'quickPrompt') quick.show()
    },
    mayStay,
    close() {
      closing.abort()
      desk.close()
    },
  }
}
