import { expect, test } from 'vitest'
import type { Pull } from '../shared/pull.ts'
import { downloadOf } from './download.ts'

const pull: Pull = {
  name: 'tiny:1b',
  state: 'pulling',
  bytes: 30,
  total: 120,
  bytesPerSecond: null,
  secondsLeft: null,
  checking: false,
  problem: null,
}

test('a download is shown while it goes on, also while it waits for Ollama, and no longer once it is paused', () => {
  const fraction = (change: Partial<Pull>) =>
    downloadOf({ type: 'pull.progress', pull: { ...pull, ...change } })?.fraction
  const changes: readonly Partial<Pull>[] = [
    {},
    { state: 'waiting' },
    { total: null },
    { state: 'paused' },
    { state: 'failed' },
  ]
  expect(changes.map(fraction)).toEqual([0.25, 0.25, 0, null, null])
  const id = 'pull tiny:1b'
  expect(downloadOf({ type: 'pull.ended', name: 'tiny:1b', installed: true })).toEqual({ id, fraction: null })
  expect(downloadOf({ type: 'models.changed' })).toBe(null)
})
