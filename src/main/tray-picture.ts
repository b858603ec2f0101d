import type { NativeTheme } from 'electron'

type Theme = Pick<NativeTheme, 'shouldUseDarkColors' | 'shouldUseDarkColorsForSystemIntegratedUI'>

/**
 * The file of the tray's picture: one for light panels, one for dark ones. Windows' panel has a theme of its own; Linux
 * does not say which it has. macOS colours its picture itself.
 */
export function trayPicture(platform: NodeJS.Platform, theme: Theme): string {
  if (platform === 'darwin') return 'trayTemplate.png'
  const { shouldUseDarkColors } = theme
  const isDark = platform === 'win32' ? theme.shouldUseDarkColorsForSystemIntegratedUI : shouldUseDarkColors
  return isDark ? 'dark.png' : 'light.png'
}
