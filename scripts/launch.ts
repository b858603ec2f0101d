import { buildIfStale } from './build.ts'
import { chromiumAdvice, findChromium } from './chromium.ts'
import { fetchElectron, standIn, type ElectronProgram } from './electron.ts'
import { root } from './root.ts'
import { run } from './tool.ts'

/** A screen for a window. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
}

/** Builds the app if need be and shows it, on Electron's binary or on the stand-in. Its exit code. */
export async function launch(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
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
  if (binary) return run(binary.path, [...sandboxFlags(binary), root, ...args], { env })

  console.error('Electron could not be fetched: Hearth runs on the installed Chromium, for development only.')
  console.error(electronAdvice)
  return run(standIn.path, [root, ...args], { env: { ...env, HEARTH_CHROMIUM: chromium ?? undefined } })
}

const electronAdvice =
  'To get Electron: npx install-electron (from a mirror: ELECTRON_MIRROR=https://… npx install-electron).'

/** Chromium refuses to start for root unless its sandbox is off. */
function sandboxFlags({ kind }: ElectronProgram): string[] {
  if (kind !== 'binary' || process.platform !== 'linux' || process.getuid?.() !== 0) return []
  console.error('You are root, so the window runs without Chromium’s sandbox.')
  return ['--no-sandbox']
}
