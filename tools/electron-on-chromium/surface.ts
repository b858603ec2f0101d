import type Electron from 'electron'
import { BrowserWindow } from './browser-window.ts'
import type { Host } from './host.ts'
import { createGlobalShortcut, createMenu, createNotification, createTray, MenuItem } from './menu.ts'
import type { Recorded } from './record.ts'
import { asElectron, refuseMissing, strict } from './strict.ts'
import {
  createClipboard,
  createCrashReporter,
  createDialog,
  createNativeImage,
  createNativeTheme,
  createPowerMonitor,
  createScreen,
  createShell,
} from './system.ts'

/** What `import … from 'electron'` gives. Typed by Electron, so that it cannot drift from it. */
export type Surface = Pick<
  typeof Electron,
  | 'BrowserWindow'
  | 'Menu'
  | 'MenuItem'
  | 'Notification'
  | 'Tray'
  | 'app'
  | 'clipboard'
  | 'crashReporter'
  | 'dialog'
  | 'globalShortcut'
  | 'ipcMain'
  | 'nativeImage'
  | 'nativeTheme'
  | 'powerMonitor'
  | 'protocol'
  | 'screen'
  | 'session'
  | 'shell'
  | 'webContents'
>

export function createSurface(host: Host, app: Electron.App, record: Recorded): Surface {
  return {
    app,
    BrowserWindow: createBrowserWindow(host),
    Menu: createMenu(record),
    MenuItem: asElectron(MenuItem),
    Notification: createNotification(record),
    Tray: createTray(record),
    clipboard: createClipboard(),
    crashReporter: createCrashReporter(),
    dialog: createDialog(record),
    globalShortcut: createGlobalShortcut(record),
    ipcMain: host.ipc.ipcMain,
    nativeImage: createNativeImage(),
    nativeTheme: createNativeTheme(createColorScheme(host)),
    powerMonitor: createPowerMonitor(),
    protocol: host.sessions.protocol,
    screen: createScreen(record),
    session: strict<typeof Electron.session>('session', { defaultSession: host.sessions.session }),
    shell: createShell(record, host.headless),
    webContents: createWebContents(host),
  }
}

function createBrowserWindow(host: Host): typeof Electron.BrowserWindow {
  const find = (matches: (window: BrowserWindow) => boolean): Electron.BrowserWindow | undefined => {
    const found = [...host.windows.values()].find(matches)
    return found && asElectron<Electron.BrowserWindow>(found)
  }
  const statics: Partial<typeof Electron.BrowserWindow> = {
    getAllWindows: () => [...host.windows.values()].map((window) => asElectron(window)),
    getFocusedWindow: () => find((window) => window.isFocused()) ?? null,
    fromId: (id) => find((window) => window.id === id) ?? null,
    fromWebContents: (contents) => find((window) => window.contents.id === contents.id) ?? null,
  }
  class HostedWindow extends BrowserWindow {
    constructor(options?: Electron.BrowserWindowConstructorOptions) {
      super(host, options)
    }
  }
  return refuseMissing('BrowserWindow', asElectron(Object.assign(HostedWindow, statics)))
}

function createWebContents(host: Host): typeof Electron.webContents {
  const all = (): Electron.WebContents[] => [...host.contents.values()].map((contents) => contents.electron)
  return strict<typeof Electron.webContents>('webContents', {
    getAllWebContents: all,
    getFocusedWebContents: () => {
      const focused = [...host.windows.values()].find((window) => window.isFocused())
      return focused?.webContents ?? null
    },
    fromId: (id) => host.contents.get(id)?.electron,
    fromDevToolsTargetId: (id) =>
      [...host.contents.values()].find((contents) => contents.target?.id === id)?.electron,
  })
}

/** Of the windows that are there, and of those to come. */
function createColorScheme(host: Host): (source: Electron.NativeTheme['themeSource']) => void {
  let value = ''
  const apply = ({ id }: { readonly id: number }): void => {
    host.contents.get(id)?.ready.then(
      (session) =>
        session.post('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] }),
      () => {},
    )
  }
  host.app.on('web-contents-created', (_event, contents: Electron.WebContents) => value && apply(contents))
  return (source) => {
    value = source === 'system' ? '' : source
    for (const contents of host.contents.values()) apply(contents)
  }
}
