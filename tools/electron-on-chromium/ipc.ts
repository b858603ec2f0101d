import { EventEmitter } from 'node:events'
import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron'
import type { Frame } from './frames.ts'
import { createWire } from './page/wire.ts'
import { asElectron, strict } from './strict.ts'

/** `ipcMain`, and what the preload scripts send to it. */

export interface Ipc {
  readonly ipcMain: IpcMain
  /** A packed message from the preload world of `frame`. */
  receive(contents: WebContents, frame: Frame, text: string): void
  /** To the listeners of `ipcRenderer` in that frame. */
  send(frame: Frame, channel: string, values: readonly unknown[]): void
}

interface Message {
  readonly type: 'invoke' | 'send'
  readonly id: number
  readonly channel: string
  readonly values: readonly unknown[]
}

type Handler = (event: IpcMainInvokeEvent, ...values: unknown[]) => unknown

export function createIpc(): Ipc {
  const wire = createWire()
  const handlers = new Map<string, Handler>()
  const events = new EventEmitter()
  events.setMaxListeners(0)

  const invoke = async (event: IpcMainInvokeEvent, { channel, values }: Message): Promise<unknown> => {
    const handler = handlers.get(channel)
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    return handler(event, ...values)
  }
  const answer = async (event: IpcMainInvokeEvent, frame: Frame, message: Message): Promise<void> => {
    const { id, channel } = message
    let reply: string
    try {
      reply = wire.pack({ type: 'reply', id, ok: true, value: await invoke(event, message) })
    } catch (error) {
      const value = `Error invoking remote method '${channel}': ${String(error)}`
      reply = wire.pack({ type: 'reply', id, ok: false, value })
    }
    frame.deliver(reply)
  }
  const send = (frame: Frame, channel: string, values: readonly unknown[]): void => {
    frame.deliver(wire.pack({ type: 'event', channel, value: values }))
  }
  const setHandler = (channel: string, handler: Handler): void => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler)
  }
  const members: Partial<IpcMain> = {
    handle: setHandler,
    handleOnce: (channel, handler) => {
      setHandler(channel, (event, ...values) => {
        handlers.delete(channel)
        return handler(event, ...values)
      })
    },
    removeHandler: (channel) => void handlers.delete(channel),
  }
  return {
    ipcMain: strict<IpcMain>('ipcMain', asElectron(Object.assign(events, members))),
    send,
    receive: (sender, frame, text) => {
      const message = wire.unpack(text) as Message
      const senderFrame = frame.electron
      const event = { type: 'frame', sender, senderFrame, frameId: 1, processId: 1, defaultPrevented: false }
      if (message.type === 'invoke') {
        void answer(asElectron(event), frame, message)
        return
      }
      const reply = (channel: string, ...values: unknown[]): void => send(frame, channel, values)
      events.emit(
        message.channel,
        asElectron<IpcMainEvent>({ ...event, reply, ports: [] }),
        ...message.values,
      )
    },
  }
}
