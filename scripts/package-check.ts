import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { buildIfStale } from './build.ts'
import { chromiumAdvice, ensureChromium } from './chromium.ts'
import { buildFolder } from './package/build-folder.ts'
import { megabytes } from './package/look-at-files.ts'
import { lookAtStage } from './package/look-at-stage.ts'
import { stagePackedApp } from './package/stage.ts'
import { startStage } from './package/start-stage.ts'

/**
 * `npm run package:check`: what can be known of a package without Electron's binary. electron-builder itself builds the
 * folder of the Linux app, around files that stand in for Electron's. It takes about 15 seconds, and is no part of
 * `npm test`.
 */

const wanted: readonly (readonly [FuseV1Options, boolean])[] = [
  [FuseV1Options.RunAsNode, false],
  [FuseV1Options.EnableCookieEncryption, true],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false],
  [FuseV1Options.EnableNodeCliInspectArguments, false],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, true],
  [FuseV1Options.OnlyLoadAppFromAsar, true],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, false],
]

async function checkFuses(binary: string): Promise<string[]> {
  const wire = await getCurrentFuseWire(binary)
  return wanted
    .filter(([fuse, on]) => wire[fuse] !== (on ? FuseState.ENABLE : FuseState.DISABLE))
    .map(([fuse, on]) => `The fuse ${FuseV1Options[fuse]} is not ${on ? 'on' : 'off'}.`)
}

/** The sentences that say what is wrong. */
async function check(work: string): Promise<string[]> {
  const folder = await buildFolder(work)
  console.log(`ok  electron-builder.yml is valid, and electron-builder packed ${basename(folder)}`)
  const fuses = await checkFuses(join(folder, 'hearth'))
  if (fuses.length === 0) console.log(`ok  ${wanted.length} fuses are set`)

  const stage = stagePackedApp(folder, join(work, 'stage'))
  const wrong = [...fuses, ...lookAtStage(stage)]
  const archived = stage.files.filter(({ path }) => path.startsWith('app/'))
  const unpacked = stage.files.filter(({ path }) => path.startsWith('app.asar.unpacked/'))
  const beside = stage.files.filter((file) => !archived.includes(file) && !unpacked.includes(file))
  for (const [name, files] of Object.entries({
    'all of the app': archived,
    'of it as real files': unpacked,
    beside,
  }))
    console.log(`    ${name}: ${files.length} files, ${megabytes(files)}`)
  if (wrong.length > 0) return wrong
  console.log('ok  what the app opens is there, and no source, map, test or secret')

  await startStage(stage, work)
  console.log('ok  the packed app starts on the stand-in, answers, saves and ends')
  return []
}

const work = mkdtempSync(join(tmpdir(), 'hearth-package-'))
try {
  const chromium = await ensureChromium()
  if (!chromium) throw new Error(`There is no Chromium to start the packed app on. ${chromiumAdvice}`)
  process.env['HEARTH_CHROMIUM'] = chromium
  const wrong = (await buildIfStale()) ? await check(work) : ['The app could not be built.']
  for (const sentence of wrong) console.error(`FAILED  ${sentence}`)
  process.exitCode = wrong.length === 0 ? 0 : 1
} finally {
  rmSync(work, { recursive: true, force: true })
}
