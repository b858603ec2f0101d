import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { installedElectron, standIn, type ElectronProgram } from '../../scripts/electron.ts'
import { root } from '../../scripts/root.ts'

export interface LaunchOptions {
  readonly dataFolder: string
  /** The value of OLLAMA_HOST. */
  readonly ollamaHost: string
  readonly env?: Readonly<Record<string, string>>
  /** More of the command line. */
  readonly args?: readonly string[]
  /** The folder of the app, where it is not the one that was built here. */
  readonly appFolder?: string
  /** The page to wait for: the chat's, unless something else is expected. */
  readonly page?: PageFile
}

type PageFile = 'index.html' | 'quick.html' | 'recovery.html'

/** The running app, as a test sees it. */
export interface RunningApp {
  readonly electron: ElectronApplication
  /** The window with the page that was waited for. */
  readonly window: Page
  /** Its windows, without the quick prompt, which waits unseen. */
  windows(): readonly Page[]
  /** Waits for a window with this page. */
  windowOf(page: PageFile): Promise<Page>
  /** What the page and the process said, for a report. */
  readonly output: string[]
  /** Errors that nobody caught in the page, and what its policy refused. */
  readonly pageErrors: string[]
  /** Quits as a person does. Kills it when that takes longer than any deadline of its own. */
  close(): Promise<void>
  /** Ends it without a word, like a crash. */
  kill(): Promise<void>
}

/** Electron's binary when it is installed and there is a screen for it, else the stand-in. */
export function electronForTests(): ElectronProgram {
  const binary = process.env['HEARTH_ELECTRON'] === 'stand-in' ? null : installedElectron()
  const screen = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']
  return binary && screen ? binary : standIn
}

function environment({ dataFolder, ollamaHost, env }: LaunchOptions): Record<string, string> {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return {
    ...Object.fromEntries(own),
    // What scripts/test.ts has a process of Node begin with is not for Electron's own binary.
    ...(electronForTests().kind === 'binary' && { NODE_OPTIONS: '' }),
    HEARTH_DATA_DIR: dataFolder,
    DATABASE_URL: '',
    // What the specs look for is in English.
    LANGUAGE: 'en_US',
    OLLAMA_HOST: ollamaHost,
    ...env,
  }
}

/** Starts the app with Playwright attached to main and to its window. */
export async function launchApp(options: LaunchOptions): Promise<RunningApp> {
  const { kind, path } = electronForTests()
  const electron = await _electron.launch({
    // Without a path Playwright finds the binary itself, and holds the app's start until it listens.
    ...(kind === 'stand-in' && { executablePath: path }),
    args: [options.appFolder ?? root, ...(options.args ?? [])],
    cwd: root,
    env: environment(options),
    timeout: 30_000,
  })
  const output: string[] = []
  const pageErrors: string[] = []
  const child = electron.process()
  child.stderr?.on('data', (text: Buffer) => output.push(text.toString()))
  electron.on('window', (page) => listen(page, output, pageErrors))
  for (const page of electron.windows()) listen(page, output, pageErrors)
  const windowOf = (page: PageFile): Promise<Page> => findWindow(electron, page)
  const window = await windowOf(options.page ?? 'index.html')
  return {
    electron,
    window,
    windows: () => electron.windows().filter((page) => !showsPage(page.url(), 'quick.html')),
    windowOf,
    output,
    pageErrors,
    async close() {
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000)
      // A process that is gone already cannot be asked to go.
      await electron.close().catch(() => {})
      clearTimeout(timer)
    },
    async kill() {
      const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** Whether an address is of this page of the app: the language follows its name. A window that opens has no address yet. */
export function showsPage(address: string, file: PageFile): boolean {
  return URL.parse(address)?.pathname.endsWith(`/${file}`) ?? false
}

/** The first window to show a page, of those that are there and those to come. */
async function findWindow(electron: ElectronApplication, file: PageFile): Promise<Page> {
  const found = Promise.withResolvers<Page>()
  const look = async (page: Page): Promise<void> => {
    // It begins as an empty page.
    await page.waitForURL((url) => showsPage(url.href, file), { timeout: 30_000, waitUntil: 'commit' })
    // Nothing on one computer takes longer, unless it hangs.
    page.setDefaultTimeout(30_000)
    await page.waitForFunction('window.hearth')
    found.resolve(page)
  }
  // A window with another page, or that closes meanwhile, is not the one.
  const consider = (page: Page): void => void look(page).catch(() => {})
  electron.on('window', consider)
  for (const page of electron.windows()) consider(page)
  const timer = setTimeout(() => found.reject(new Error(`No window shows ${file}.`)), 30_000)
  try {
    return await found.promise
  } finally {
    clearTimeout(timer)
    electron.off('window', consider)
  }
}

function listen(page: Page, output: string[], pageErrors: string[]): void {
  page.on('console', (message) => {
    output.push(`page ${message.type()}: ${message.text()}\n`)
    if (/Content Security Policy/.test(message.text())) pageErrors.push(message.text().slice(0, 500))
  })
  page.on('pageerror', (error) => {
    output.push(`page error: ${error.stack ?? error.message}\n`)
    pageErrors.push(error.message)
  })
}

/** A start of the app that nobody drives, and what it says: for starts that end by themselves. */
export interface BareStart {
  readonly child: ChildProcess
  stderr(): string
  /** Its exit code. */
  readonly exited: Promise<number | null>
}

export function startBare(options: LaunchOptions): BareStart {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  const child = spawn(
    electronForTests().path,
    [...(asRoot ? ['--no-sandbox'] : []), root, ...(options.args ?? [])],
    {
      cwd: root,
      env: environment(options),
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let said = ''
  child.stderr.on('data', (text: Buffer) => {
    said += text.toString()
  })
  return {
    child,
    stderr: () => said,
    exited: once(child, 'exit').then(([code]) => code as number | null),
  }
}
