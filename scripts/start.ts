import { join } from 'node:path'
import { buildIfStale } from './build.ts'
import { chromiumAdvice, findChromium } from './chromium.ts'
import { fetchElectron, standIn, type ElectronProgram } from './electron.ts'
import { root } from './root.ts'
import { run } from './tool.ts'

/** `npm start`: the app in a window; where there is no screen for one, the same assistant in the terminal. */

const args = process.argv.slice(2)

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
}

async function startInTerminal(): Promise<number> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    console.error(
      'There is no display and no terminal here. Ask one question with: npm run -s hearth -- ask "…"',
    )
    return 1
  }
  console.error('There is no display here, so Hearth talks to you in the terminal.')
  return run(process.execPath, [join(root, 'src', 'cli', 'index.ts'), 'chat', ...args])
}

async function startInWindow(): Promise<number> {
  const binary = await fetchElectron()
  const chromium = binary ? null : findChromium()
  if (!binary && !chromium) {
    console.error(
      `Electron could not be fetched, and there is no Chromium to stand in for it. ${chromiumAdvice}`,
    )
    console.error(electronAdvice)
    return 1
  }
  if (!(await buildIfStale())) return 1
  if (binary) return run(binary.path, [...sandboxFlags(binary), root, ...args])

  console.error('Electron could not be fetched: Hearth runs on the installed Chromium, for development only.')
  console.error(electronAdvice)
  return run(standIn.path, [root, ...args], { env: { HEARTH_CHROMIUM: chromium ?? undefined } })
}

const electronAdvice =
  'To get Electron: npx install-electron (from a mirror: ELECTRON_MIRROR=https://… npx install-electron).'

/** Chromium refuses to start for root unless its sandbox is off. */
function sandboxFlags({ kind }: ElectronProgram): string[] {
  if (kind !== 'binary' || process.platform !== 'linux' || process.getuid?.() !== 0) return []
  console.error('You are root, so the window runs without Chromium’s sandbox.')
  return ['--no-sandbox']
}

process.exitCode = await (hasDisplay() ? startInWindow() : startInTerminal())
