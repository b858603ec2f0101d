import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { launchApp, type LaunchOptions } from '../tests/support/app.ts'
import { startScriptedOllama } from '../tests/support/scripted-ollama/start.ts'
import { buildIfStale } from './build.ts'
import { chromiumAdvice, ensureChromium } from './chromium.ts'
import { fillWithEarlier } from './pictures/said-before.ts'
import { firstStartShot, quickShot, shots, titleOf, type Shot } from './pictures/shots.ts'
import { root } from './root.ts'

/**
 * `npm run pictures`: the pictures of docs/images, every page in both themes, of scripted conversations in a place that
 * is thrown away. Made twice they are the same but for dates and how long a step took. `-- NAME` writes one of them only.
 */

/** A picture of more weighs a clone down for good. */
const mostBytes = 150_000
const size = { width: 1_180, height: 800 }
const images = join(root, 'docs', 'images')
/** The same each time, since paths are in the pictures. */
const place = join(tmpdir(), 'hearth-pictures')

/** Every clock on the page tells the same time: the pictures differ where the app does. */
function stopClocks(page: Page): Promise<void> {
  return page.evaluate(`for (const time of document.querySelectorAll('time')) time.textContent = '09:38 AM'`)
}

async function take(page: Page, { name, ownSize = false }: Shot): Promise<void> {
  if (!ownSize) await page.setViewportSize(size)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await stopClocks(page)
    const path = join(images, `${name}-${colorScheme}.png`)
    writeFileSync(path, await page.screenshot({ animations: 'disabled' }))
    const { size: bytes } = statSync(path)
    if (bytes > mostBytes) process.exitCode = 1
    console.log(`${bytes > mostBytes ? 'TOO BIG ' : ''}${path}  ${Math.round(bytes / 1_000)} KB`)
  }
}

async function takeAll(wanted: string | undefined): Promise<void> {
  const [dataFolder, home] = [join(place, 'data'), join(place, 'home')]
  const folder = join(home, 'Documents')
  for (const path of [dataFolder, folder]) mkdirSync(path, { recursive: true, mode: 0o700 })
  await fillWithEarlier(dataFolder)
  await using ollama = await startScriptedOllama({
    models: [
      {
        name: 'qwen3:4b',
        capabilities: ['completion', 'tools'],
        contextLength: 32_768,
        size: 2_497_293_931,
        parameterSize: '4.0B',
        quantization: 'Q4_K_M',
      },
    ],
  })
  ollama.answerTitles(titleOf)
  const env = { HOME: home, TZ: 'UTC', HEARTH_HEADLESS: '1' }
  const start = { dataFolder, ollamaHost: ollama.host, env }

  async function walk(through: readonly Shot[], options: LaunchOptions): Promise<void> {
    const app = await launchApp(options)
    try {
      for (const shot of through) {
        const page = await shot.go({ ...app, ollama, folder })
        if (wanted === undefined || wanted === shot.name) await take(page, shot)
      }
    } catch (error) {
      // What stood in the way is seen best on a picture.
      writeFileSync(join(tmpdir(), 'hearth-picture-failed.png'), await app.window.screenshot())
      throw error
    } finally {
      await app.close()
    }
  }
  await walk(shots, start)
  await walk([quickShot], { ...start, args: ['--quick-prompt'], page: 'quick.html' })
  ollama.models = []
  await walk([firstStartShot], { ...start, dataFolder: join(place, 'empty') })
}

const chromium = await ensureChromium()
if (!chromium) throw new Error(`There is no Chromium to draw the window. ${chromiumAdvice}`)
process.env['HEARTH_CHROMIUM'] = chromium
rmSync(place, { recursive: true, force: true })
try {
  if (await buildIfStale()) await takeAll(process.argv[2])
  else process.exitCode = 1
} finally {
  rmSync(place, { recursive: true, force: true })
}
