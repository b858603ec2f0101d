import { readFileSync, writeFileSync } from 'node:fs'
import type { BrowserWindow, Rectangle } from 'electron'
import { z } from 'zod'

/** Where the window was, in device-independent pixels. */
const placeSchema = z.strictObject({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  maximized: z.boolean(),
})
export type Place = z.infer<typeof placeSchema>

/** The place of last time, or null when there is none, the file is no place, or no screen shows it any more. */
export function readPlace(file: string, screens: readonly Rectangle[]): Place | null {
  try {
    const place = placeSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    return screens.some((screen) => shows(screen, place)) ? place : null
  } catch {
    // Where a window opens is not worth a word.
    return null
  }
}

/** Whether enough of a title bar is on the screen to take hold of it. */
function shows(screen: Rectangle, place: Rectangle): boolean {
  const width = Math.min(place.x + place.width, screen.x + screen.width) - Math.max(place.x, screen.x)
  return width >= 100 && place.y >= screen.y - 10 && place.y <= screen.y + screen.height - 40
}

/** Moves a window that no screen shows any more into the middle of the first one. */
export function bringIntoSight(
  window: Pick<BrowserWindow, 'getNormalBounds' | 'setBounds'>,
  [first, ...rest]: readonly Rectangle[],
): void {
  const bounds = window.getNormalBounds()
  if (!first || [first, ...rest].some((screen) => shows(screen, bounds))) return
  const width = Math.min(bounds.width, first.width)
  const height = Math.min(bounds.height, first.height)
  const x = first.x + Math.round((first.width - width) / 2)
  const y = first.y + Math.round((first.height - height) / 2)
  window.setBounds({ x, y, width, height })
}

/**
 * Keeps a new window's place, from its first paint on: maximising shows a window, and one that was not shown has no other
 * place than before.
 */
export function keepPlace(
  window: BrowserWindow,
  { file, place, isAway }: { file: string; place: Place | null; isAway: () => boolean },
): void {
  // First of those who wait for that: whoever shows it shows it maximised.
  window.prependOnceListener('ready-to-show', () => {
    if (place?.maximized) window.maximize()
    rememberPlace(window, file, isAway)
  })
}

/** Writes the window's place a moment after it moved, and when it closes. One that is away has none of its own. */
function rememberPlace(window: BrowserWindow, file: string, isAway: () => boolean): void {
  let timer: NodeJS.Timeout | undefined
  const save = (): void => {
    clearTimeout(timer)
    if (window.isDestroyed() || isAway() || window.isMinimized() || window.isFullScreen()) return
    const place: Place = { ...window.getNormalBounds(), maximized: window.isMaximized() }
    try {
      writeFileSync(file, JSON.stringify(place), { mode: 0o600 })
    } catch {
      // The next window opens in the middle.
    }
  }
  const later = (): void => {
    clearTimeout(timer)
    timer = setTimeout(save, 500)
  }
  window.on('resize', later)
  window.on('move', later)
  window.on('close', save)
  window.on('closed', () => clearTimeout(timer))
}
