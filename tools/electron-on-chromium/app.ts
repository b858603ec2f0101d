import { EventEmitter } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { App } from 'electron'
import type { BrowserWindow } from './browser-window.ts'
import { preventableEvent } from './host.ts'
import { createInstanceLock } from './instance-lock.ts'
import { asElectron, strict } from './strict.ts'

/** `app`: paths, names, the single instance, and the order in which an app ends. */

export interface AppOptions {
  /** The folder that was named on the command line, or the one of the script that was. */
  readonly root: string
  readonly executable: string
  /** What came on the command line, without the executable. */
  readonly args: readonly string[]
  readonly windows: ReadonlyMap<number, BrowserWindow>
  /** The last thing: ends Chromium and this process. */
  readonly exit: (code: number) => void
}

export interface AppParts {
  readonly app: App
  readonly emitter: EventEmitter
  /** Emits `ready`, through whatever has been put in the place of `app.emit`. */
  becomeReady(): void
  windowClosed(): void
}

export function createApp(options: AppOptions): AppParts {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(0)
  const { promise: ready, resolve: resolveReady } = Promise.withResolvers<void>()
  let isReady = false
  const ending = createEnding(emitter, options)
  const lock = createInstanceLock(({ argv, workingDirectory, additionalData }) => {
    void ready.then(() => emitter.emit('second-instance', {}, argv, workingDirectory, additionalData))
  })
  const names = readPackage(options.root)
  const paths = createPaths(options, () => names.name)
  const members: Partial<App> = {
    ...paths,
    quit: ending.quit,
    exit: ending.exit,
    isReady: () => isReady,
    whenReady: () => ready,
    isPackaged: isPackaged(options.root),
    commandLine: createCommandLine(options.args),
    getAppPath: () => options.root,
    getLocale: () => Intl.DateTimeFormat().resolvedOptions().locale,
    getPreferredSystemLanguages: () => preferredLanguages(process.env),
    getSystemLocale: () => Intl.DateTimeFormat().resolvedOptions().locale,
    getName: () => names.name,
    setName: (name) => void (names.name = name),
    getVersion: () => names.version,
    requestSingleInstanceLock: (additionalData) =>
      lock.request(paths.getPath('userData'), {
        argv: process.argv,
        workingDirectory: process.cwd(),
        additionalData,
      }),
    hasSingleInstanceLock: () => lock.held(),
    releaseSingleInstanceLock: () => lock.release(),
    focus: () => [...options.windows.values()].at(-1)?.show(),
    hide: () => {},
    show: () => {},
    enableSandbox: () => {},
    disableHardwareAcceleration: () => {},
    setAppUserModelId: () => {},
    setDesktopName: () => {},
    setAboutPanelOptions: () => {},
    getLoginItemSettings: () => ({
      openAtLogin: false,
      wasOpenedAtLogin: false,
      status: 'not-registered',
      executableWillLaunchAtLogin: false,
      launchItems: [],
    }),
    setLoginItemSettings: () => {},
    setAsDefaultProtocolClient: () => false,
    getAppMetrics: () => [],
  }
  process.once('exit', () => lock.release())
  const app = strict<App>('app', asElectron(Object.assign(emitter, members)))
  return {
    app,
    emitter,
    windowClosed: ending.windowClosed,
    becomeReady: () => {
      isReady = true
      resolveReady()
      app.emit('ready', {}, {})
    },
  }
}

/** As Electron lays a packaged app out: a folder `app`, or an archive in its place, in a folder `resources`. */
export function isPackaged(root: string): boolean {
  return basename(root) === 'app' && basename(dirname(root)) === 'resources'
}

/** before-quit, each window's close, will-quit, quit; what is prevented stays open. */
function createEnding(emitter: EventEmitter, { windows, exit: end }: AppOptions) {
  let quitting = false
  let exiting = false
  const prevented = (name: string): boolean => {
    const event = preventableEvent({})
    emitter.emit(name, event)
    return event.defaultPrevented
  }
  const exit = (code = 0): void => {
    if (exiting) return
    exiting = true
    for (const window of windows.values()) window.destroy()
    emitter.emit('quit', {}, code)
    end(code)
  }
  const finish = (): void => {
    if (prevented('will-quit')) quitting = false
    else exit(0)
  }
  const quit = async (): Promise<void> => {
    if (quitting || exiting) return
    quitting = true
    if (prevented('before-quit')) {
      quitting = false
      return
    }
    for (const window of windows.values()) {
      if (await window.closeAsked()) continue
      quitting = false
      return
    }
    finish()
  }
  const windowClosed = (): void => {
    if (windows.size > 0 || quitting || exiting) return
    if (emitter.listenerCount('window-all-closed') > 0) emitter.emit('window-all-closed')
    else void quit()
  }
  return { exit, quit: () => void quit(), windowClosed }
}

type PathName = Parameters<App['getPath']>[0]

function createPaths(options: AppOptions, name: () => string) {
  const home = homedir()
  const config: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(home, 'Library', 'Application Support'),
    win32: process.env['APPDATA'] ?? join(home, 'AppData', 'Roaming'),
  }
  const appData = config[process.platform] ?? process.env['XDG_CONFIG_HOME'] ?? join(home, '.config')
  const given = options.args
    .find((arg) => arg.startsWith('--user-data-dir='))
    ?.slice('--user-data-dir='.length)
  const set = new Map<string, string>(given ? [['userData', given]] : [])
  const known: Partial<Record<PathName, () => string>> = {
    home: () => home,
    appData: () => appData,
    userData: () => join(appData, name()),
    sessionData: () => getPath('userData'),
    temp: () => tmpdir(),
    exe: () => options.executable,
    module: () => options.executable,
    logs: () => join(getPath('userData'), 'logs'),
    crashDumps: () => join(getPath('userData'), 'Crashpad'),
    desktop: () => join(home, 'Desktop'),
    documents: () => join(home, 'Documents'),
    downloads: () => join(home, 'Downloads'),
    music: () => join(home, 'Music'),
    pictures: () => join(home, 'Pictures'),
    videos: () => join(home, 'Videos'),
  }
  const getPath = (path: PathName): string => {
    const found = set.get(path) ?? known[path]?.()
    if (found === undefined) throw new Error(`Failed to get '${path}' path`)
    return found
  }
  const setPath = (path: string, value: string): void => void set.set(path, value)
  const setAppLogsPath = (path?: string): void => setPath('logs', path ?? join(getPath('userData'), 'logs'))
  return { getPath, setPath, setAppLogsPath }
}

/** Kept and answered, but Chromium has started by then: only what came on the command line reaches it. */
function createCommandLine(args: readonly string[]): App['commandLine'] {
  const switches = new Map<string, string>()
  for (const arg of args) {
    const match = /^--([^=]+)(?:=(.*))?$/.exec(arg)
    if (match?.[1]) switches.set(match[1], match[2] ?? '')
  }
  return strict<App['commandLine']>('commandLine', {
    appendSwitch: (name, value = '') => void switches.set(name, value),
    appendArgument: () => {},
    hasSwitch: (name) => switches.has(name),
    getSwitchValue: (name) => switches.get(name) ?? '',
    removeSwitch: (name) => void switches.delete(name),
  })
}

/** A script that was named itself is no app with a name: then Electron calls it by its own, and so do we. */
function readPackage(root: string): { name: string; version: string } {
  const path = join(root, 'package.json')
  const file = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : {}
  return {
    name: file['productName'] ?? file['name'] ?? 'Electron',
    version: file['version'] ?? process.versions['electron'] ?? '0.0.0',
  }
}

/** As GLib has them: the environment's list, each in the form `de-AT`. */
function preferredLanguages(env: NodeJS.ProcessEnv): string[] {
  const list = env['LANGUAGE'] || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  const names = list.split(':').map((name) => name.replace(/[.@].*$/, '').replaceAll('_', '-'))
  return names.filter((name) => !['', 'C', 'POSIX'].includes(name))
}
