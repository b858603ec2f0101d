import { refuseMissing } from './strict.ts'
import type { Surface } from './surface.ts'

/**
 * What the name `electron` stands for in the main process: by `import` these names, by `require` (as Playwright does)
 * one object that refuses what it does not have.
 */

const surface = (globalThis as unknown as { electronOnChromium: { surface: Surface } }).electronOnChromium
  .surface

export const {
  BrowserWindow,
  Menu,
  MenuItem,
  Notification,
  Tray,
  app,
  clipboard,
  crashReporter,
  dialog,
  globalShortcut,
  ipcMain,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  webContents,
} = surface

const whole = refuseMissing('electron', surface)
// oxlint-disable-next-line import/no-default-export -- Electron has one
export { whole as 'module.exports', whole as default }
