import { contextBridge, ipcRenderer } from 'electron'
import { eventChannel, requestChannel } from '../shared/channels.ts'
import type { Bridge } from '../shared/contract.ts'
import type { HearthEvent } from '../shared/events.ts'

/** All that a page gets. It never sees `ipcRenderer` nor an IPC event, only what main sent. */
const bridge: Bridge = {
  request: (name, input) => ipcRenderer.invoke(requestChannel, name, input),
  onEvent: (listener) => {
    const forward = (_: unknown, event: HearthEvent): void => listener(event)
    ipcRenderer.on(eventChannel, forward)
    return () => {
      ipcRenderer.off(eventChannel, forward)
    }
  },
}

contextBridge.exposeInMainWorld('hearth', bridge)
