import { BrowserWindow } from 'electron'
import { eventChannel } from '../../shared/channels.ts'
import type { HearthEvent } from '../../shared/events.ts'

/** Sends an event to every window that is there. Whoever opens later asks for what it missed. */
export function tellWindows(event: HearthEvent): void {
  for (const { webContents } of BrowserWindow.getAllWindows()) {
    if (!webContents.isDestroyed()) webContents.send(eventChannel, event)
  }
}
