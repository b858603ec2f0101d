import { expect, test } from 'vitest'
import { trayPicture } from './tray-picture.ts'

test('on Windows the picture suits the panel, whatever the app itself looks like', () => {
  const light = { shouldUseDarkColors: false, shouldUseDarkColorsForSystemIntegratedUI: true }
  expect(trayPicture('win32', light)).toBe('dark.png')
  const dark = { shouldUseDarkColors: true, shouldUseDarkColorsForSystemIntegratedUI: false }
  expect(trayPicture('win32', dark)).toBe('light.png')
  // Linux does not say what its panel looks like.
  expect(trayPicture('linux', dark)).toBe('dark.png')
  expect(trayPicture('darwin', dark)).toBe('trayTemplate.png')
})
