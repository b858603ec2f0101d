import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium as playwright } from '@playwright/test'
import { canInstall, installPackage } from './debian.ts'
import { runTool } from './tool.ts'

export const chromiumAdvice =
  'Install Chromium or Google Chrome (Debian: apt-get install chromium), or name one in HEARTH_CHROMIUM.'

/** An installed Chromium that really starts, or null. `HEARTH_CHROMIUM` names one of your own. */
export function findChromium(): string | null {
  const own = process.env['HEARTH_CHROMIUM']
  const candidates = own ? [own] : [...onThePath(), ...inUsualPlaces(), playwright.executablePath()]
  return candidates.find(starts) ?? null
}

/** Finds a Chromium, or gets one: Playwright's own, then Debian's package when that is ours to install. */
export async function ensureChromium(): Promise<string | null> {
  const found = findChromium()
  if (found) return found

  console.error('No Chromium found. Fetching the one of Playwright (at most 5 minutes)…')
  await runTool(['@playwright/test', 'playwright'], ['install', 'chromium'], {
    stdio: ['ignore', 2, 2],
    timeout: 5 * 60_000,
  })
  const fetched = findChromium()
  if (fetched || !canInstall()) return fetched

  await installPackage('chromium')
  return findChromium()
}

function onThePath(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

function inUsualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
  }
  if (process.platform !== 'win32') return []
  const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name])
  return roots.flatMap((root) => (root ? [join(root, 'Google', 'Chrome', 'Application', 'chrome.exe')] : []))
}

/** There may be a file that is no browser: Ubuntu's, for one, only tells how to get it. */
function starts(path: string): boolean {
  if (!existsSync(path)) return false
  // On Windows the browser answers nothing, and opens a window instead.
  if (process.platform === 'win32') return true
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 })
  return status === 0 && /chrom/i.test(stdout)
}
