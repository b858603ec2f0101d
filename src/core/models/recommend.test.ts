import { expect, test } from 'vitest'
import { recommend } from './recommend.ts'

test.each([
  [2, 4, 'qwen3:0.6b', 'tight'],
  [4, 4, 'qwen3:0.6b', 'memory'],
  [8, 4, 'qwen3:4b', 'memory'],
  [32, 4, 'qwen3:4b', 'processor'],
  [32, 16, 'qwen3:8b', 'roomy'],
])('%d GB and %d processors: %s (%s)', (gigabytes, processors, name, why) => {
  const found = recommend({ memory: gigabytes * 1e9, processors, unified: false })
  expect([found.model.name, found.why]).toEqual([name, why])
  expect(found.others.every(({ memory }) => memory <= gigabytes * 0.6e9)).toBe(true)
})

test('memory that is the graphics card’s too makes few processors enough', () => {
  expect(recommend({ memory: 16e9, processors: 4, unified: true }).model.name).toBe('qwen3:8b')
})
