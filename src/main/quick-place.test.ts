import { expect, test } from 'vitest'
import { holds, quickPlace, resizedPlace } from './quick-place.ts'

test('it stands in the middle of the upper third of a display, wherever that lies', () => {
  expect(quickPlace({ x: 0, y: 24, width: 1280, height: 776 }, 118)).toEqual({
    x: 300,
    y: 164,
    width: 680,
    height: 118,
  })
  // A 4K display at 150 %, left of the first one: 2560 by 1440 device-independent pixels.
  expect(quickPlace({ x: -2560, y: -200, width: 2560, height: 1400 }, 118.4)).toEqual({
    x: -1620,
    y: 52,
    width: 680,
    height: 119,
  })
})

test('it grows to its limit, and never out of a display', () => {
  expect(quickPlace({ x: 0, y: 0, width: 1280, height: 800 }, 9_000).height).toBe(620)
  const small = { x: 10, y: 0, width: 500, height: 400 }
  const place = quickPlace(small, 9_000)
  expect(place).toEqual({ x: 26, y: 72, width: 468, height: 312 })
  expect(holds(small, place)).toBe(true)
  expect(holds({ ...small, height: 380 }, place)).toBe(false)
})

test('with zoom it is as much larger, and never out of a display', () => {
  const large = { x: 0, y: 0, width: 2560, height: 1440 }
  expect(quickPlace(large, 120.2, 2)).toEqual({ x: 600, y: 259, width: 1360, height: 241 })
  expect(quickPlace(large, 9_000, 1.5).height).toBe(930)
  expect(quickPlace({ x: 0, y: 0, width: 1280, height: 800 }, 620, 2)).toEqual({
    x: 16,
    y: 144,
    width: 1248,
    height: 640,
  })
})

test('resized it stays where it is, about its middle, and within its display', () => {
  const display = { x: 0, y: 0, width: 1280, height: 800 }
  const bounds = { x: 300, y: 144, width: 680, height: 120 }
  expect(resizedPlace(display, bounds, 300, 1)).toEqual({ ...bounds, height: 300 })
  expect(resizedPlace(display, bounds, 120, 1.25)).toEqual({ x: 215, y: 144, width: 850, height: 150 })
  expect(resizedPlace(display, { ...bounds, x: 20, y: 700 }, 120, 1.25)).toEqual({
    x: 0,
    y: 700,
    width: 850,
    height: 100,
  })
})
