import { spawn, type ChildProcess } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { connect, type Connection } from './cdp.ts'

/** Finds, starts and ends the Chromium that the windows live in. */

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** What Chromium would otherwise send or fetch by itself, and what would hold a test up. */
const quietFlags = [
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-component-extensions-with-background-pages',
  '--disable-component-update',
  '--disable-crash-reporter',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-field-trial-config',
  '--disable-quic',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--no-service-autorun',
  '--password-store=basic',
  '--use-mock-keychain',
  // Nothing but this computer can be reached, whatever asks.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]',
]

const windowFlags = [
  '--no-startup-window',
  '--keep-alive-for-test',
  '--disable-back-forward-cache',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-dev-shm-usage',
  '--disable-hang-monitor',
  '--disable-infobars',
  '--disable-ipc-flooding-protection',
  // The app decides about them, not Chromium.
  '--disable-popup-blocking',
  '--disable-prompt-on-repost',
  '--force-color-profile=srgb',
  // All frames of a window in one process, so that one DevTools session sees them all.
  '--disable-site-isolation-trials',
  `--disable-features=${[
    'AvoidUnnecessaryBeforeUnloadCheckSync',
    'AutofillServerCommunication',
    'CertificateTransparencyComponentUpdater',
    'DialMediaRouteProvider',
    'HttpsFirstBalancedModeAutoEnable',
    'HttpsUpgrades',
    'IsolateOrigins',
    'MediaRouter',
    'NetworkTimeServiceQuerying',
    'OptimizationHints',
    'PaintHolding',
    'PreconnectToSearch',
    'Translate',
    'site-per-process',
  ].join(',')}`,
]

export interface ChromiumOptions {
  readonly headless: boolean
  /** Opens a DevTools port too, and says so on stderr, as Playwright expects. */
  readonly debuggingPort: string | undefined
  /** More switches, from the command line. */
  readonly switches: readonly string[]
}

export interface Chromium {
  readonly connection: Connection
  /** A window without tabs and address bar, on a display. Chromium makes one only when it is started for it. */
  openAppWindow(url: string): void
  /** Ends the whole of it and removes its profile. */
  stop(): Promise<void>
  /** The same without waiting, for the last moment of this process. */
  stopNow(): void
}

/** `HEARTH_CHROMIUM`, then the usual places, then what Playwright has downloaded. */
export function findChromium(env: NodeJS.ProcessEnv): string | undefined {
  return [env['HEARTH_CHROMIUM'], ...installed].find((path) => path && canRun(path)) ?? playwrightChromium()
}

export const noChromium =
  'No Chromium found. Install one (apt install chromium, or npx playwright install chromium), or name one in HEARTH_CHROMIUM.'

export function startChromium(path: string, options: ChromiumOptions): Chromium {
  const profile = mkdtempSync(join(tmpdir(), 'electron-on-chromium-'))
  const rootOnly = process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []
  const flags = [
    `--user-data-dir=${profile}`,
    '--remote-debugging-pipe',
    ...(options.debuggingPort === undefined ? [] : [`--remote-debugging-port=${options.debuggingPort}`]),
    ...(options.headless ? ['--headless', '--disable-gpu'] : ['--ozone-platform-hint=auto']),
    ...rootOnly,
    ...quietFlags,
    ...windowFlags,
    ...options.switches,
  ]
  // Chromium ends when the pipe does, also when this process is killed; the shell around it then removes the profile.
  const watcher = '"$@"; rm -rf "$0" || { sleep 1; rm -rf "$0"; }'
  const child = spawn('/bin/sh', ['-c', watcher, profile, path, ...flags], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  })
  forwardLines(child.stderr)
  const connection = connect(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const exited = new Promise<void>((resolve) => void child.once('exit', () => resolve()))
  const stopNow = (): void => {
    killGroup(child)
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
  }
  return {
    connection,
    stopNow,
    openAppWindow: (url) => {
      const opener = spawn(path, [`--user-data-dir=${profile}`, ...rootOnly, `--app=${url}`], {
        stdio: 'ignore',
      })
      opener.on('error', (error) => console.error(`electron-on-chromium: ${error.message}`))
    },
    stop: async () => {
      killGroup(child)
      await exited
      stopNow()
    },
  }
}

/** Only the line that says where DevTools listen; the rest is Chromium's talk about a bus or a GPU that is not there. */
function forwardLines(stream: Readable | null): void {
  let rest = ''
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (process.env['HEARTH_CHROMIUM_LOG'] || /^DevTools listening|FATAL|sandbox/i.test(line)) {
        process.stderr.write(`${line}\n`)
      }
    }
  })
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch (error) {
    // Gone already, which is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function playwrightChromium(): string | undefined {
  const playwright = createRequire(import.meta.url)('playwright-core') as {
    chromium: { executablePath(): string }
  }
  const path = playwright.chromium.executablePath()
  return canRun(path) ? path : undefined
}
