import { expect, test } from 'vitest'
import { optionsOf, temperatureOf, windowSizes, withOption } from './options.ts'

test('what is left to the model is not kept, and no other model loses what it has', () => {
  const all = { 'Qwen3:4b': { temperature: 1, keepAlive: '5m' }, tiny: { numCtx: 4_096 } }
  expect(optionsOf(all, 'qwen3:4b')).toEqual({ temperature: 1, keepAlive: '5m' })
  const less = withOption(all, 'qwen3:4b', { temperature: undefined })
  expect(less).toEqual({ 'Qwen3:4b': { keepAlive: '5m' }, tiny: { numCtx: 4_096 } })
  expect(withOption(less, 'qwen3:4b', { keepAlive: undefined })).toEqual({ tiny: { numCtx: 4_096 } })
  expect(withOption({}, 'new:1b', { think: false })).toEqual({ 'new:1b': { think: false } })
})

test('a window goes up to what the model was made for; one that was chosen stays among them', () => {
  expect(windowSizes(10_000, undefined)).toEqual([4_096, 8_192, 10_000])
  expect(windowSizes(8_192, 6_000)).toEqual([4_096, 6_000, 8_192])
  expect(windowSizes(null, undefined).at(-1)).toBe(32_768)
})

test('a temperature is a number from 0 to 2, or nothing', () => {
  expect(['', '0', '0,7', ' 1.5 ', '2'].map(temperatureOf)).toEqual([undefined, 0, 0.7, 1.5, 2])
  expect(['2.1', '-1', 'warm', '1e0', '.'].map(temperatureOf)).toEqual([null, null, null, null, null])
})
