import { expect, test } from 'vitest'
import { isSnapshotId, nextId } from './snapshot-id.ts'

const now = new Date('2026-11-24T18:30:00.000Z')

test.each<[string, readonly string[], string]>([
  ['the moment', [], '2026-11-24T18-30-00-000Z'],
  ['the moment, behind older ones', ['2026-11-24T18-29-59-999Z'], '2026-11-24T18-30-00-000Z'],
  ['a number in the same moment', ['2026-11-24T18-30-00-000Z'], '2026-11-24T18-30-00-000Z-000001'],
  [
    'the next number when the clock was set back',
    ['2026-11-24T18-30-00-000Z', '2030-01-01T00-00-00-000Z', '2030-01-01T00-00-00-000Z-000009'],
    '2030-01-01T00-00-00-000Z-000010',
  ],
  ['the moment, whatever else lies there', ['check', 'zzz'], '2026-11-24T18-30-00-000Z'],
])('an id is %s', (_, taken, id) => {
  expect(nextId(now, taken)).toBe(id)
  expect(isSnapshotId(id)).toBe(true)
  expect([...taken.filter(isSnapshotId), id].toSorted().at(-1)).toBe(id)
})
