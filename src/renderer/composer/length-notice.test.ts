import { expect, test } from 'vitest'
import { openWords } from '../../shared/words/language.ts'
import { lengthNotice } from './length-notice.ts'

const { t } = openWords('en')

test('a text far from the limit says nothing', () => {
  expect(lengthNotice('x'.repeat(700_000), t)).toBe('')
})

test('near the limit it says how long it is, beyond it by how much too long', () => {
  expect(lengthNotice('x'.repeat(950_000), t)).toBe('0.95 of 1 MB')
  expect(lengthNotice('x'.repeat(1_250_000), t)).toContain('too long by 0.25 MB')
})

test('bytes count, not characters', () => {
  expect(lengthNotice('語'.repeat(350_000), t)).toContain('too long by 0.05 MB')
})
