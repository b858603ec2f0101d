import { expect, test } from 'vitest'
import { follow, type FollowEvent, type Following } from './follow.ts'

function after(
  events: readonly FollowEvent[],
  start: Following = { following: true, top: 500, height: 1_000 },
): boolean {
  return events.reduce(follow, start).following
}
const away: Following = { following: false, top: 400, height: 1_000 }

test.each<[string, FollowEvent]>([
  ['a wheel turned up by a pixel', { type: 'wheel', delta: -1 }],
  ['a finger that pulls down', { type: 'touch', delta: 3 }],
  ['Page Up', { type: 'key', key: 'PageUp', shift: false }],
  ['Home', { type: 'key', key: 'Home', shift: false }],
  ['Arrow Up', { type: 'key', key: 'ArrowUp', shift: false }],
  ['Shift Space', { type: 'key', key: ' ', shift: true }],
  ['the scroll bar drawn up', { type: 'scroll', top: 450, bottom: 50, height: 1_000, ours: false }],
])('%s lets go of the end', (_, event) => {
  expect(after([event])).toBe(false)
})

test.each<[string, FollowEvent]>([
  ['a wheel turned down', { type: 'wheel', delta: 1 }],
  ['Page Down', { type: 'key', key: 'PageDown', shift: false }],
  ['a letter', { type: 'key', key: 'a', shift: false }],
  ['text that grew below', { type: 'scroll', top: 500, bottom: 80, height: 1_080, ours: false }],
  ['text that became shorter', { type: 'scroll', top: 300, bottom: 120, height: 900, ours: false }],
  ['our own move', { type: 'scroll', top: 450, bottom: 0, height: 1_000, ours: true }],
])('%s does not', (_, event) => {
  expect(after([event])).toBe(true)
})

test('coming back to the end takes hold again, coming near does not', () => {
  expect(after([{ type: 'scroll', top: 480, bottom: 20, height: 1_000, ours: false }], away)).toBe(false)
  expect(after([{ type: 'scroll', top: 499, bottom: 1, height: 1_000, ours: false }], away)).toBe(true)
  expect(after([{ type: 'toEnd' }], away)).toBe(true)
})

test('what became shorter and came to its end by that is at its end', () => {
  expect(after([{ type: 'scroll', top: 300, bottom: 0, height: 900, ours: false }], away)).toBe(true)
  expect(after([{ type: 'scroll', top: 300, bottom: 40, height: 900, ours: false }], away)).toBe(false)
})

test('a pixel up from the end is not the end', () => {
  expect(
    after([
      { type: 'wheel', delta: -1 },
      { type: 'scroll', top: 499, bottom: 1, height: 1_000, ours: false },
    ]),
  ).toBe(false)
})
