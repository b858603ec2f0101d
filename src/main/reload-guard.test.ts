import { expect, test } from 'vitest'
import { reloadGuard } from './reload-guard.ts'

test('a page may come back three times in a minute, and again when that minute is over', () => {
  const may = reloadGuard()
  expect([0, 10_000, 20_000, 30_000].map(may)).toEqual([true, true, true, false])
  expect(may(60_001)).toBe(true)
  expect(may(60_002)).toBe(false)
})
