import { chromiumAdvice, findChromium } from './chromium.ts'
import { fetchElectron, standIn } from './electron.ts'
import { runTool } from './tool.ts'

/** `npm run dev`: the app with a development server, reloading as files change. */

const binary = await fetchElectron()
const chromium = binary ? null : findChromium()
if (binary || chromium) {
  process.exitCode = await runTool('electron-vite', ['dev', '--watch', ...process.argv.slice(2)], {
    env: {
      ELECTRON_EXEC_PATH: (binary ?? standIn).path,
      ...(chromium && { HEARTH_CHROMIUM: chromium }),
    },
  })
} else {
  console.error(
    `Electron could not be fetched, and there is no Chromium to stand in for it. ${chromiumAdvice}`,
  )
  process.exitCode = 1
}
