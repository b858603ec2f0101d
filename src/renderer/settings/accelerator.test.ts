import { expect, test } from 'vitest'
import { openWords, type Language } from '../../shared/words/language.ts'
import { shortcuts } from '../keyboard/shortcuts.ts'
import { keysInWords, readKeys } from './accelerator.ts'

function press(key: string, code: string, held: Partial<Parameters<typeof readKeys>[0]> = {}) {
  return readKeys({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held })
}

test.each([
  ['k', 'KeyK', { ctrlKey: true, shiftKey: true }, 'CommandOrControl+Shift+K'],
  [' ', 'Space', { altKey: true }, 'Alt+Space'],
  ['y', 'KeyZ', { ctrlKey: true }, 'CommandOrControl+Y'],
  ['л', 'KeyK', { ctrlKey: true }, 'CommandOrControl+K'],
  ['!', 'Digit1', { ctrlKey: true, shiftKey: true }, 'CommandOrControl+Shift+1'],
  ['ArrowUp', 'ArrowUp', { metaKey: true, altKey: true }, 'Super+Alt+Up'],
  ['F9', 'F9', {}, 'F9'],
] as const)('%s with what is held is written as Electron wants it', (key, code, held, keys) => {
  expect(press(key, code, held)).toEqual({ kind: 'keys', keys })
})

test('what one writes with is never taken alone, and a held key waits for another', () => {
  expect(press('a', 'KeyA')).toEqual({ kind: 'incomplete' })
  expect(press('A', 'KeyA', { shiftKey: true })).toEqual({ kind: 'incomplete' })
  expect(press('Control', 'ControlLeft', { ctrlKey: true })).toEqual({ kind: 'waiting' })
  expect(press('Dead', 'BracketLeft', { ctrlKey: true })).toEqual({ kind: 'waiting' })
})

test('people read it as it is printed on the keys of their language', () => {
  const inWords = (language: Language, keys: string) => keysInWords(keys, openWords(language).t)
  expect(inWords('en', 'CommandOrControl+Shift+Space')).toBe('Ctrl Shift Space')
  expect(inWords('de', 'CommandOrControl+Shift+Space')).toBe('Strg Umschalt Leertaste')
  expect(inWords('zh', 'Control+Alt+PageUp')).toBe('Ctrl Alt PageUp')
  expect(inWords('de', 'Super+Alt+K')).toBe('Super Alt K')
  expect(shortcuts.memory.label(openWords('de').t)).toBe('Strg Umschalt M')
})
