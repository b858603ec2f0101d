import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './root.ts'
import { runTool } from './tool.ts'

/** What can run the app: Electron's own binary, or the stand-in that drives an installed Chromium. */
export interface ElectronProgram {
  readonly kind: 'binary' | 'stand-in'
  readonly path: string
}

const folder = join(root, 'node_modules', 'electron')
const lastFailure = join(root, '.cache', 'electron-not-fetched')
const fetchLimitMs = 5 * 60_000
const retryAfterMs = 24 * 60 * 60_000

export const standIn: ElectronProgram = {
  kind: 'stand-in',
  path: join(root, 'tools', 'electron-on-chromium', 'electron'),
}

/** Electron's binary, where it is installed. */
export function installedElectron(): ElectronProgram | null {
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const path = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(path) ? { kind: 'binary', path } : null
}

/**
 * The binary, fetched when it is missing. Null when it cannot be had: then it is not tried again for a day, unless with
 * `again`.
 */
export async function fetchElectron({ again = false } = {}): Promise<ElectronProgram | null> {
  const installed = installedElectron()
  if (installed) return installed
  const failedAt = statSync(lastFailure, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const tooSoon = Date.now() - failedAt < retryAfterMs && !process.env['ELECTRON_MIRROR']
  if (tooSoon && !again) return null

  console.error(`Fetching Electron from ${process.env['ELECTRON_MIRROR'] ?? 'GitHub'} (at most 5 minutes)…`)
  await runTool(['electron', 'install-electron'], [], { stdio: 'ignore', timeout: fetchLimitMs })
  const fetched = installedElectron()
  if (!fetched) {
    mkdirSync(dirname(lastFailure), { recursive: true })
    writeFileSync(lastFailure, '')
  }
  return fetched
}
