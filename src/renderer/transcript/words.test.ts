import { expect, test } from 'vitest'
import { openWords } from '../../shared/words/language.ts'
import { createTimeFormat, formatBytes, formatSeconds } from './words.ts'

const { t } = openWords('en')

test('seconds, bytes and times as a person writes them', () => {
  expect([0, 6.2, 59.4, 60, 125].map((seconds) => formatSeconds(seconds, t))).toEqual([
    '0 s',
    '6 s',
    '59 s',
    '1 min 00 s',
    '2 min 05 s',
  ])
  expect([640, 12_400, 999_600, 1_000_000].map((bytes) => formatBytes(bytes, t))).toEqual([
    '640 bytes',
    '12 kB',
    '1.0 MB',
    '1.0 MB',
  ])
  const format = createTimeFormat('en-GB')
  const now = new Date('2026-09-14T18:00:00.000Z')
  expect(format('2026-09-14T14:02:00.000Z', now)).toBe('14:02')
  expect(format('2026-09-13T14:02:00.000Z', now)).toMatch(/^13 Sept?, 14:02$/)
  expect(format('2025-09-13T14:02:00.000Z', now)).toContain('2025')
  expect(format('nonsense', now)).toBe('')
  expect(formatBytes(2_345_000, openWords('de').t)).toBe('2,3 MB')
})
