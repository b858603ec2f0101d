import type { App } from 'electron'

/**
 * True for the first start on a profile. Every later one makes `onSecondStart` run in the first, and has to leave.
 * Asked before the data folder is touched; core's lock guards it against everything else.
 */
export function isOnlyInstance(app: App, onSecondStart: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false
  app.on('second-instance', onSecondStart)
  return true
}
