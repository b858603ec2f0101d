import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow, Rectangle } from 'electron'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bringIntoSight, keepPlace, readPlace } from './window-place.ts'

let folder: string
let file: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-place-'))
  file = join(folder, 'window.json')
})
afterAll(() => rmSync(folder, { recursive: true }))

const screens = [
  { x: 0, y: 0, width: 1920, height: 1040 },
  { x: 1920, y: 0, width: 1280, height: 1024 },
]
const place = { x: 2000, y: 100, width: 900, height: 700, maximized: false }

test('the window comes back to where it was, on the screen where it was', () => {
  writeFileSync(file, JSON.stringify(place))
  expect(readPlace(file, screens)).toEqual(place)
})

test('a place that no screen shows any more is forgotten', () => {
  writeFileSync(file, JSON.stringify(place))
  expect(readPlace(file, screens.slice(0, 1))).toBeNull()
  writeFileSync(file, JSON.stringify({ ...place, x: 100, y: 1030 }))
  expect(readPlace(file, screens)).toBeNull()
})

test.each(['', '{', 'null', '{"x":1}', JSON.stringify({ ...place, width: -5 })])(
  'the file %j is no place',
  (text) => {
    writeFileSync(file, text)
    expect(readPlace(file, screens)).toBeNull()
  },
)

test('no file is no place', () => {
  expect(readPlace(join(folder, 'none.json'), screens)).toBeNull()
})

/** A window as Electron's: maximising it shows it. */
class Window extends EventEmitter {
  readonly seen: string[] = []
  isMaximized = () => this.seen.includes('maximized')
  isDestroyed = () => false
  isMinimized = () => false
  isFullScreen = () => false
  getNormalBounds = () => ({ x: 0, y: 0, width: 800, height: 600 })
  maximize = () => void this.seen.push('maximized')
  show = () => void this.seen.push('shown')
}

test('a maximised window is seen from its first paint on, and stays one where it closes before that', () => {
  const large = { x: 0, y: 0, width: 800, height: 600, maximized: true }
  writeFileSync(file, JSON.stringify(large))
  const window = new Window()
  window.once('ready-to-show', window.show)
  let away = false
  keepPlace(window as unknown as BrowserWindow, { file, place: large, isAway: () => away })
  expect(window.seen).toEqual([])
  window.emit('close')
  expect(readPlace(file, screens)).toEqual(large)
  window.emit('ready-to-show')
  expect(window.seen).toEqual(['maximized', 'shown'])
  window.seen.length = 0
  window.emit('close')
  expect(readPlace(file, screens)).toEqual({ ...large, maximized: false })
  // Where a hidden window stands says nothing.
  writeFileSync(file, JSON.stringify(large))
  away = true
  window.emit('close')
  expect(readPlace(file, screens)).toEqual(large)
  window.emit('closed')
})

test('a window that comes back is seen: where it was, or in the middle of a screen that is there', () => {
  const moved: object[] = []
  const windowAt = (bounds: Rectangle) => ({
    getNormalBounds: () => bounds,
    setBounds: (to: Partial<Rectangle>) => void moved.push(to),
  })
  bringIntoSight(windowAt(place), screens)
  expect(moved).toEqual([])
  bringIntoSight(windowAt({ x: 2000, y: 100, width: 900, height: 1200 }), screens.slice(0, 1))
  expect(moved).toEqual([{ x: 510, y: 0, width: 900, height: 1040 }])
})
