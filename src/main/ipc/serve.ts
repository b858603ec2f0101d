import { BrowserWindow, type IpcMain, type IpcMainInvokeEvent } from 'electron'
import { requestChannel } from '../../shared/channels.ts'
import type { Gate, Sender } from './gate.ts'

/** Opens the gate. The only importer of `ipcMain`'s side of the bridge. */
export function serveRequests(ipc: IpcMain, gate: Gate): void {
  ipc.handle(requestChannel, (event, name: unknown, input: unknown) => gate(senderOf(event), name, input))
}

function senderOf({ sender, senderFrame }: IpcMainInvokeEvent): Sender {
  return {
    id: sender.id,
    ours: BrowserWindow.getAllWindows().some((window) => window.webContents === sender),
    origin: senderFrame?.origin ?? null,
    mainFrame: senderFrame !== null && senderFrame.parent === null,
  }
}
