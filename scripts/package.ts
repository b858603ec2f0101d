import { join } from 'node:path'
import { buildIfStale } from './build.ts'
import { fetchElectron } from './electron.ts'
import { root } from './root.ts'
import { runTool } from './tool.ts'

/** `npm run package`: what people install, for the system it runs on, into dist/ (electron-builder.yml). */

const fetchAdvice = `Electron could not be fetched, so there is nothing to pack the app with.
From a mirror: ELECTRON_MIRROR=https://… npm run package
All that does not need it is proved by: npm run package:check`

const toolAdvice = `What electron-builder itself could not do is said above.
It fetches its tools from GitHub; from a mirror: ELECTRON_BUILDER_BINARIES_MIRROR=https://… npm run package`

async function makePackage(): Promise<number> {
  if (!(await buildIfStale())) return 1
  if (!(await fetchElectron({ again: true }))) {
    console.error(fetchAdvice)
    return 1
  }
  const electronDist = join(root, 'node_modules', 'electron', 'dist')
  const given = process.argv.slice(2)
  const args = ['--publish', 'never', `-c.electronDist=${electronDist}`, ...given]
  const code = await runTool('electron-builder', args)
  if (code !== 0) console.error(toolAdvice)
  return code
}

process.exitCode = await makePackage()
