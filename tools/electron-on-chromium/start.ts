import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createAddresses } from './addresses.ts'
import { createApp, isPackaged } from './app.ts'
import { findChromium, noChromium, startChromium, type Chromium } from './chromium.ts'
import type { Host } from './host.ts'
import { createIpc } from './ipc.ts'
import { createRecord } from './record.ts'
import { createSessions } from './session.ts'
import { createSurface } from './surface.ts'
import { openTargets } from './targets.ts'

/** The order of things: Chromium starts, `electron` gets its meaning, the app's main script runs, `ready` follows. */

const here = import.meta.dirname
const executable = join(here, 'electron')

/** Playwright's own script that it has Electron run first; only when it was told of no executable. */
const requireFlag = new Set(['-r', '--require'])

interface CommandLine {
  readonly root: string
  readonly script: string
  readonly preloads: readonly string[]
  readonly args: readonly string[]
}

function fail(message: string): never {
  console.error(`electron-on-chromium: ${message}`)
  return process.exit(1)
}

function readCommandLine(args: readonly string[]): CommandLine {
  const preloads = args.filter((_, at) => requireFlag.has(args[at - 1] ?? ''))
  const named = args.find((arg) => !arg.startsWith('-') && !preloads.includes(arg)) ?? '.'
  const path = resolve(named)
  if (!existsSync(path)) fail(`There is no app at ${path}`)
  const isFolder = statSync(path).isDirectory()
  return { root: isFolder ? path : dirname(path), script: isFolder ? mainScript(path) : path, preloads, args }
}

function mainScript(folder: string): string {
  const { main = 'index.js' } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    main?: string
  }
  return join(folder, main)
}

function isHeadless(): boolean {
  if (process.env['HEARTH_HEADLESS'] === '1') return true
  return process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']
}

/** The main process looks like Electron's to the app and to libraries. */
function dressProcess({ args, root }: CommandLine): void {
  const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string }
  process.argv = [executable, ...args]
  process.execArgv = []
  const versions = { ...process.versions, electron: version, electronOnChromium: '1' }
  Object.defineProperty(process, 'versions', { value: Object.freeze(versions) })
  Object.defineProperty(process, 'type', { value: 'browser' })
  const resourcesPath = isPackaged(root) ? dirname(root) : join(here, 'resources')
  Object.defineProperty(process, 'resourcesPath', { value: resourcesPath })
}

function nameElectron(): void {
  const url = pathToFileURL(join(here, 'electron.ts')).href
  const names = new Set(['electron', 'electron/main', 'electron/common'])
  registerHooks({
    resolve: (specifier, context, next) =>
      names.has(specifier) ? { url, shortCircuit: true } : next(specifier, context),
  })
}

/** Ends Chromium however this process ends, except by a kill, where the closing pipe does it. */
function endTogether(chromium: Chromium, quit: () => void) {
  let ending = false
  process.once('exit', () => chromium.stopNow())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, quit)
  const exit = (code: number): void => {
    if (ending) return
    ending = true
    void chromium.stop().finally(() => process.exit(code))
  }
  const follow = async (): Promise<void> => {
    await chromium.connection.closed
    if (!ending) console.error('electron-on-chromium: Chromium has ended')
    exit(1)
  }
  void follow()
  return { exit, isEnding: () => ending }
}

/**
 * As Playwright's loader does: the app becomes ready when Playwright has connected. Its own loader, when given, does
 * that itself.
 */
function awaitPlaywright({ args, preloads }: CommandLine): Promise<void> {
  const launched = args.includes('--inspect=0') && args.includes('--remote-debugging-port=0')
  if (!launched || preloads.length > 0) return Promise.resolve()
  const { promise, resolve: connected } = Promise.withResolvers<void>()
  Object.assign(globalThis, { __playwright_run: connected })
  return promise
}

async function start(): Promise<void> {
  const commandLine = readCommandLine(process.argv.slice(2))
  const { args, root, script } = commandLine
  dressProcess(commandLine)
  const headless = isHeadless()
  const port = args.find((arg) => arg.startsWith('--remote-debugging-port='))?.split('=')[1]
  const chromium = startChromium(findChromium(process.env) ?? fail(noChromium), {
    headless,
    debuggingPort: port,
    switches: [],
  })
  const addresses = createAddresses()
  const windows: Host['windows'] = new Map()
  let quit = (): void => process.exit(0)
  const { exit, isEnding } = endTogether(chromium, () => quit())
  const { app, emitter, becomeReady, windowClosed } = createApp({
    root,
    executable,
    args,
    windows,
    exit,
  })
  quit = () => app.quit()
  const contents: Host['contents'] = new Map()
  const targets = openTargets({
    chromium,
    headless,
    onPopup: (openerId, url) => {
      ;[...contents.values()].find((page) => page.target?.id === openerId)?.askToOpen(url)
    },
  })
  const host: Host = {
    headless,
    addresses,
    connection: chromium.connection,
    ipc: createIpc(),
    sessions: createSessions(addresses),
    targets,
    app: emitter,
    contents,
    windows,
    windowClosed,
  }
  const record = createRecord()
  const surface = createSurface(host, app, record)
  Object.assign(globalThis, { electronOnChromium: Object.assign(record, { surface }) })
  nameElectron()
  const playwright = awaitPlaywright(commandLine)
  for (const preload of commandLine.preloads) createRequire(import.meta.url)(preload)
  await import(pathToFileURL(realpathSync(script)).href)
  await targets.catch((error: unknown) => {
    // An app that leaves before it is ready takes Chromium with it.
    if (!isEnding()) throw error
  })
  await playwright
  if (!isEnding()) becomeReady()
}

await start()
