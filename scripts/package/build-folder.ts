import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../root.ts'
import { makeStandInElectron } from './stand-in-electron.ts'

const require = createRequire(import.meta.url)

/**
 * Lets electron-builder itself build the folder of the Linux app, from electron-builder.yml as it is, around files that
 * stand in for Electron's. Returns the folder. It checks the configuration first; throws what it says.
 */
export async function buildFolder(work: string): Promise<string> {
  // Reading it takes a second, which only this needs.
  const { Arch, build, Platform } = await import('electron-builder')
  const { version } = require('electron/package.json') as { version: string }
  const electronDist = join(work, 'electron')
  makeStandInElectron(electronDist, version)
  const output = join(work, 'dist')
  await build({
    projectDir: root,
    targets: Platform.LINUX.createTarget('dir', Arch.x64),
    config: { electronDist, directories: { output } },
    publish: 'never',
  })
  return join(output, 'linux-unpacked')
}
