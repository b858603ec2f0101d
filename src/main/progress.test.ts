import { expect, test } from 'vitest'
import { createProgress } from './progress.ts'

test('several at once are one bar, which goes with the last of them', () => {
  const shown: number[] = []
  const progress = createProgress((value) => shown.push(value))
  progress.set('export', 0.5)
  progress.set('pull', null)
  progress.set('pull', 0.25)
  progress.end('export')
  progress.end('pull')
  progress.end('pull')
  expect(shown).toEqual([0.5, 2, 0.375, 0.25, -1])
})
