import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { chromiumAdvice, findChromium } from './chromium.ts'
import { root } from './root.ts'

/**
 * Draws the tray's icons into resources/tray: the mark, a little larger within its square than the app's icon, for light
 * panels and for dark ones, and as macOS wants a template: black with an alpha channel. `@2x` is for dense screens.
 */

const glow = (stops: readonly (readonly [number, string])[]): string => `
  <defs><radialGradient id="glow" cx="8" cy="14.6" r="12" gradientUnits="userSpaceOnUse">
    ${stops.map(([offset, color]) => `<stop offset="${offset}" stop-color="${color}"/>`).join('')}
  </radialGradient></defs>
  <rect x="1" y="1" width="14" height="14" rx="4" fill="url(#glow)"/>`

/** What the system colours: the hearth's outline with its ember in it. */
const template = `
  <path fill-rule="evenodd" d="M5 1h6a4 4 0 0 1 4 4v6a4 4 0 0 1-4 4H5a4 4 0 0 1-4-4V5a4 4 0 0 1 4-4Zm.2 1.5A2.7 2.7 0 0 0 2.5 5.2v5.6a2.7 2.7 0 0 0 2.7 2.7h5.6a2.7 2.7 0 0 0 2.7-2.7V5.2a2.7 2.7 0 0 0-2.7-2.7Z"/>
  <path d="M3.6 12.4a4.4 4.4 0 0 1 8.8 0Z"/>`

const pictures = {
  light: glow([
    [0, '#ffd9a6'],
    [0.4, '#ef7f35'],
    [1, '#a83f04'],
  ]),
  dark: glow([
    [0, '#fff3dc'],
    [0.45, '#fba566'],
    [1, '#e0681e'],
  ]),
  trayTemplate: template,
}

const executablePath = findChromium()
if (executablePath === null) throw new Error(chromiumAdvice)
const folder = join(root, 'resources', 'tray')
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
for (const [name, drawing] of Object.entries(pictures)) {
  for (const scale of [1, 2]) {
    const page = await browser.newPage({ viewport: { width: 16, height: 16 }, deviceScaleFactor: scale })
    await page.setContent(
      `<style>body { margin: 0 } svg { display: block }</style>
       <svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">${drawing}</svg>`,
    )
    const path = join(folder, `${name}${scale === 1 ? '' : `@${scale}x`}.png`)
    await page.screenshot({ path, omitBackground: true })
    await page.close()
  }
}
await browser.close()
