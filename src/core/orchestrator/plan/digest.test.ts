import { expect, test } from 'vitest'
import type { PlannedAction } from '../../../shared/request.ts'
import { digestOf } from './digest.ts'

const action: PlannedAction = {
  id: 'a',
  action: 'write_file',
  title: 'Write a.',
  arguments: { path: 'a', options: { one: 1, two: [2, null] } },
  risk: 'change',
  undo: 'yes',
}

test('the order of keys, which a database does not keep, changes nothing', () => {
  const turned = { ...action, arguments: { options: { two: [2, null], one: 1 }, path: 'a' } }
  expect(digestOf('m', [turned])).toBe(digestOf('m', [action]))
})

test.each([
  ['another message', 'n', [action]],
  ['another argument', 'm', [{ ...action, arguments: { path: 'b' } }]],
  ['another action', 'm', [{ ...action, action: 'delete_file' }]],
  ['another risk', 'm', [{ ...action, risk: 'read' as const }]],
  ['another undo', 'm', [{ ...action, undo: 'no' as const }]],
  ['one more', 'm', [action, action]],
  ['none', 'm', []],
])('%s has another digest', (_, id, actions) => {
  expect(digestOf(id, actions)).not.toBe(digestOf('m', [action]))
})
