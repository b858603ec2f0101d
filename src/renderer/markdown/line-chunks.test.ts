import { expect, test } from 'vitest'
import { createLineChunks } from './line-chunks.ts'

test('cuts after so many lines, the same while the text grows', () => {
  const text = Array.from({ length: 50 }, (_, index) => `line ${index}\n`).join('')
  const growing = createLineChunks(8)
  for (let length = 0; length < text.length; length += 13) growing.read(text.slice(0, length))
  const chunks = growing.read(text)
  expect(chunks).toEqual(createLineChunks(8).read(text))
  expect(chunks.join('')).toBe(text)
  expect(chunks.map((chunk) => chunk.split('\n').length - 1)).toEqual([8, 8, 8, 8, 8, 8, 2])
})

test('cuts a line without end, but no character', () => {
  const text = `a${'😀'.repeat(5_000)}`
  const chunks = createLineChunks(8).read(text)
  expect(chunks.length).toBeGreaterThan(2)
  expect(chunks.join('')).toBe(text)
  expect(chunks.every((chunk) => chunk.isWellFormed())).toBe(true)
})

test('begins again when the text is another one', () => {
  const chunks = createLineChunks(2)
  chunks.read('a\nb\nc\n')
  expect(chunks.read('x\ny\n')).toEqual(['x\ny\n'])
  expect(chunks.read('')).toEqual([''])
})
