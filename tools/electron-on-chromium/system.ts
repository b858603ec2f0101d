import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { cpSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type Electron from 'electron'
import type { Recorded } from './record.ts'
import { asElectron, strict } from './strict.ts'

/** What the app asks of the desktop: done where there is one, and recorded in any case. */

export function createShell(record: Recorded, headless: boolean): Electron.Shell {
  const open = (address: string): void => {
    if (headless) return
    const opener = process.platform === 'darwin' ? 'open' : 'xdg-open'
    const child = spawn(opener, [address], { stdio: 'ignore', detached: true })
    child.on('error', (error) => console.error(`electron-on-chromium: ${opener}: ${error.message}`))
    child.unref()
  }
  const note = (api: string, ...args: unknown[]): void =>
    void record.calls.push({ api: `shell.${api}`, args })
  return strict<Electron.Shell>('shell', {
    openExternal: async (url) => {
      note('openExternal', url)
      open(url)
    },
    openPath: async (path) => {
      note('openPath', path)
      open(path)
      return ''
    },
    showItemInFolder: (path) => {
      note('showItemInFolder', path)
      open(dirname(path))
    },
    trashItem: async (path) => {
      note('trashItem', path)
      moveToTrash(path)
    },
    beep: () => note('beep'),
  })
}

/** As freedesktop.org's trash has it, without the note of where the file came from. */
function moveToTrash(path: string): void {
  const data = process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share')
  const folder = process.platform === 'darwin' ? join(homedir(), '.Trash') : join(data, 'Trash', 'files')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const place = join(folder, `${Date.now()}-${basename(path)}`)
  try {
    renameSync(path, place)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    // It lies on another disk.
    cpSync(path, place, { recursive: true })
    rmSync(path, { recursive: true })
  }
}

/** Every question is answered as if it had been cancelled. A test assigns what it wants answered instead. */
export function createDialog(record: Recorded): Electron.Dialog {
  const note = (api: string, args: readonly unknown[]): void =>
    void record.calls.push({ api: `dialog.${api}`, args })
  const cancelled = (args: readonly unknown[]): number => {
    const options = args.at(-1) as Electron.MessageBoxOptions
    return options.cancelId ?? 0
  }
  const members = {
    showMessageBox: async (...args: unknown[]) => {
      note('showMessageBox', args)
      return { response: cancelled(args), checkboxChecked: false }
    },
    showMessageBoxSync: (...args: unknown[]) => {
      note('showMessageBoxSync', args)
      return cancelled(args)
    },
    showErrorBox: (title: string, content: string) => {
      note('showErrorBox', [title, content])
      console.error(`${title}\n${content}`)
    },
    showOpenDialog: async (...args: unknown[]) => {
      note('showOpenDialog', args)
      return { canceled: true, filePaths: [] }
    },
    showOpenDialogSync: (...args: unknown[]) => {
      note('showOpenDialogSync', args)
      return undefined
    },
    showSaveDialog: async (...args: unknown[]) => {
      note('showSaveDialog', args)
      return { canceled: true, filePath: '' }
    },
    showSaveDialogSync: (...args: unknown[]) => {
      note('showSaveDialogSync', args)
      return ''
    },
  } satisfies Partial<Record<keyof Electron.Dialog, unknown>>
  return strict<Electron.Dialog>('dialog', members)
}

/** Light or dark as the app sets it. What the desktop says is Chromium's to follow, and light for main. */
export function createNativeTheme(
  onChange: (scheme: Electron.NativeTheme['themeSource']) => void,
): Electron.NativeTheme {
  let source: Electron.NativeTheme['themeSource'] = 'system'
  const theme: Electron.NativeTheme = strict<Electron.NativeTheme>(
    'nativeTheme',
    asElectron(
      Object.defineProperties(new EventEmitter(), {
        shouldUseDarkColors: { get: () => source === 'dark' },
        shouldUseDarkColorsForSystemIntegratedUI: { value: false },
        shouldUseHighContrastColors: { value: false },
        shouldUseInvertedColorScheme: { value: false },
        prefersReducedTransparency: { value: false },
        inForcedColorsMode: { value: false },
        themeSource: {
          get: () => source,
          set: (value: typeof source) => {
            source = value
            onChange(value)
            theme.emit('updated')
          },
        },
      }),
    ),
  )
  return theme
}

/** The app's own clipboard and, as on Linux, what is selected: tests leave the desktop's alone. */
export function createClipboard(): Electron.Clipboard {
  const selection = process.platform === 'linux' ? { selection: createBoard('clipboard.selection') } : {}
  return Object.assign(createBoard('clipboard'), selection)
}

function createBoard(name: string): Electron.Clipboard {
  let text = ''
  return strict<Electron.Clipboard>(name, {
    readText: async () => text,
    writeText: async (value) => {
      text = value
    },
    clear: () => {
      text = ''
    },
  })
}

export function createNativeImage(): typeof Electron.nativeImage {
  const image = (source: string): Electron.NativeImage =>
    strict<Electron.NativeImage>('NativeImage', {
      isEmpty: () => source === '',
      getSize: () => ({ width: 16, height: 16 }),
      resize: () => image(source),
      setTemplateImage: () => {},
      isTemplateImage: () => false,
      toDataURL: () => source,
    })
  return strict<typeof Electron.nativeImage>('nativeImage', {
    createEmpty: () => image(''),
    createFromPath: (path) => image(path),
    createFromDataURL: (url) => image(url),
    createFromBuffer: () => image('buffer'),
  })
}

/** The displays of the record, at their own scale. The pointer stands in the middle of the last one. */
export function createScreen(record: Pick<Recorded, 'displays'>): Electron.Screen {
  const all = (): Electron.Display[] => record.displays.map(displayOf)
  const nearest = ({ x, y }: Electron.Point): Electron.Display =>
    all().find(({ bounds }) => contains(bounds, x, y)) ?? displayOf(record.displays[0] ?? noDisplay, 0)
  const members: Partial<Electron.Screen> = {
    getPrimaryDisplay: () => displayOf(record.displays[0] ?? noDisplay, 0),
    getAllDisplays: all,
    getDisplayNearestPoint: nearest,
    getDisplayMatching: ({ x, y, width, height }) => nearest({ x: x + width / 2, y: y + height / 2 }),
    getCursorScreenPoint: () => {
      const { x, y, width, height } = record.displays.at(-1) ?? noDisplay
      return { x: x + width / 2, y: y + height / 2 }
    },
  }
  return strict<Electron.Screen>('screen', asElectron(Object.assign(new EventEmitter(), members)))
}

const noDisplay = { x: 0, y: 0, width: 1280, height: 800 }

function displayOf(area: Electron.Rectangle, index: number): Electron.Display {
  const size = { width: area.width, height: area.height }
  return strict<Electron.Display>('Display', {
    id: index + 1,
    label: '',
    bounds: area,
    workArea: area,
    size,
    workAreaSize: size,
    scaleFactor: 1,
    rotation: 0,
    internal: false,
  })
}

function contains({ x, y, width, height }: Electron.Rectangle, atX: number, atY: number): boolean {
  return atX >= x && atX < x + width && atY >= y && atY < y + height
}

export function createPowerMonitor(): Electron.PowerMonitor {
  const members: Partial<Electron.PowerMonitor> = {
    getSystemIdleTime: () => 0,
    isOnBatteryPower: () => false,
  }
  return strict<Electron.PowerMonitor>('powerMonitor', asElectron(Object.assign(new EventEmitter(), members)))
}

/** Sends nothing, and never has anything to send. */
export function createCrashReporter(): Electron.CrashReporter {
  return strict<Electron.CrashReporter>('crashReporter', {
    start: () => {},
    getUploadToServer: () => false,
    setUploadToServer: () => {},
    addExtraParameter: () => {},
  })
}
