import { expect, test } from 'vitest'
import { largerWindows, shareOf, windowUse } from './context-window.ts'

const prompt = { numCtx: 8_192, system: 200, memory: 100, history: 600, message: 100 }

test('an answer that tells nothing of its prompt has no window', () => {
  expect(windowUse(null)).toBeNull()
  expect(windowUse({ usage: { promptTokens: 3 } })).toBeNull()
})

test('parts are by our own count until Ollama has counted, and add up to its count then', () => {
  const parts = { system: 200, memory: 100, history: 600, message: 100 }
  const quiet = { numCtx: 8_192, left: 0, dropped: false }
  expect(windowUse({ prompt })).toEqual({ ...parts, ...quiet, used: 1_000, counted: false })
  // A prompt that Ollama knew already is counted as nothing.
  expect(windowUse({ prompt, usage: { promptTokens: 0 } })).toMatchObject({ used: 1_000, dropped: false })
  const half = { system: 100, memory: 50, history: 300, message: 50, used: 500, counted: true }
  const use = windowUse({ prompt, usage: { promptTokens: 500 } })
  expect(use).toEqual({ ...half, ...quiet })
  expect(use && shareOf(use)).toBeCloseTo(0.061, 3)
})

test.each([
  ['fits', { promptTokens: 900, answerTokens: 300 }, 600, false],
  ['fills the window', { promptTokens: 6_000, answerTokens: 2_192 }, 600, true],
  ['is far less than what was sent', { promptTokens: 1_199, answerTokens: 5 }, 3_600, true],
  ['is a little less than our guess', { promptTokens: 1_200, answerTokens: 5 }, 3_600, false],
  ['fits any window, however little is counted of it', { promptTokens: 299, answerTokens: 5 }, 600, false],
])('what %s was dropped or not', (_, usage, history, dropped) => {
  expect(windowUse({ prompt: { ...prompt, history }, usage })?.dropped).toBe(dropped)
})

test('messages without room are known', () => {
  expect(windowUse({ prompt: { ...prompt, left: 4 } })?.left).toBe(4)
})

test.each([
  [8_192, 40_960, [16_384, 32_768, 40_960]],
  [8_192, 8_192, []],
  [8_192, 10_000, [10_000]],
  [8_192, null, [16_384, 32_768]],
  [8_192, 131_072, [16_384, 32_768, 65_536]],
])('from %d, for a model of %s, one can go on to %j', (now, longest, sizes) => {
  expect(largerWindows(now, longest)).toEqual(sizes)
})
