import { bridgeFunctions, createBridge } from './bridge.ts'
import { functionSource } from './source.ts'
import { createWire, wireFunctions, wireTag, type Wire } from './wire.ts'

/** What runs in a page before its own scripts: in its own world and in the preload script's. */

/** The world of the preload script, and the names in it that Node uses. The page's own world has none of them. */
export const preloadWorld = 'electron-preload'
export const bindingName = '__electronSend'
export const receiverName = '__electronReceive'

interface PageDocument extends EventTarget {
  createComment(text: string): EventTarget
}

interface PageGlobals {
  readonly window: object
  readonly top: object
  readonly document: PageDocument
  readonly MouseEvent: new (type: string, options: { relatedTarget: EventTarget }) => Event
}

interface Call {
  readonly type: 'reply' | 'event'
  readonly id?: number
  readonly ok?: boolean
  readonly channel?: string
  readonly value: unknown
}

type Listener = (event: object, ...values: unknown[]) => void

/** Only what a preload script may ask of `ipcRenderer`. */
function createIpc(
  wire: Wire,
  send: (text: string) => void,
  strict: (name: string, object: object) => object,
) {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  const listeners = new Map<string, Listener[]>()
  let lastId = 0
  const add = (channel: string, listener: Listener): void => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
  }
  const remove = (channel: string, listener: Listener): object => {
    const list = [...(listeners.get(channel) ?? [])]
    const at = list.lastIndexOf(listener)
    if (at !== -1) list.splice(at, 1)
    listeners.set(channel, list)
    return ipcRenderer
  }
  const ipcRenderer: object = strict('ipcRenderer', {
    invoke: (channel: string, ...values: unknown[]) => {
      const id = (lastId += 1)
      return new Promise((resolve, reject) => {
        send(wire.pack({ type: 'invoke', id, channel, values }))
        waiting.set(id, { resolve, reject })
      })
    },
    send: (channel: string, ...values: unknown[]) => send(wire.pack({ type: 'send', channel, values })),
    on: (channel: string, listener: Listener) => {
      add(channel, listener)
      return ipcRenderer
    },
    once: (channel: string, listener: Listener) => {
      const first: Listener = (event, ...values) => {
        remove(channel, first)
        listener(event, ...values)
      }
      add(channel, first)
      return ipcRenderer
    },
    off: remove,
    removeListener: remove,
    removeAllListeners: (channel: string) => {
      listeners.delete(channel)
      return ipcRenderer
    },
  })
  const receive = (text: string): void => {
    const { type, id = 0, ok, channel = '', value } = wire.unpack(text) as Call
    if (type === 'event') {
      const event = { sender: ipcRenderer, ports: [] }
      for (const listener of listeners.get(channel) ?? []) listener(event, ...(value as unknown[]))
      return
    }
    const caller = waiting.get(id)
    waiting.delete(id)
    if (ok) caller?.resolve(value)
    else caller?.reject(new Error(value as string))
  }
  return { ipcRenderer, receive }
}

/** In the page's own world: waits for the preload world to show its channel, then defines what it exposes. */
function bootPage(handshake: string, subFrames: boolean): void {
  const { window, top, document } = globalThis as unknown as PageGlobals
  if (window !== top && !subFrames) return
  const freeze = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
    if (!(value instanceof Promise || ArrayBuffer.isView(value))) Object.freeze(value)
    for (const item of Object.values(value)) freeze(item)
    return value
  }
  document.addEventListener(
    handshake,
    (event) => {
      const channel = (event as Event & { readonly relatedTarget: EventTarget }).relatedTarget
      createBridge(channel, 'to-preload', 'to-page', (key, api) => {
        Object.defineProperty(window, key, { value: freeze(api), enumerable: true })
      })
    },
    { once: true },
  )
}

/** In the preload script's world, before the page's own scripts. */
function bootPreload(
  names: { handshake: string; binding: string; receiver: string; tag: string; subFrames: boolean },
  script: (require: (name: string) => unknown, module: object, exports: object, process: object) => void,
): void {
  const scope = globalThis as unknown as Record<string, unknown>
  const { window, top, document, MouseEvent } = globalThis as unknown as PageGlobals
  const send = scope[names.binding] as (text: string) => void
  delete scope[names.binding]
  if (window !== top && !names.subFrames) return
  const strict = (name: string, object: object): object =>
    new Proxy(object, {
      get: (target, key) => {
        if (key in target || typeof key === 'symbol') return Reflect.get(target, key)
        throw new Error(`electron-on-chromium: ${name}.${key} is not in the stand-in`)
      },
    })
  const { ipcRenderer, receive } = createIpc(createWire(names.tag), send, strict)
  Object.defineProperty(scope, names.receiver, { value: receive })
  const channel = document.createComment('')
  const bridge = createBridge(channel, 'to-page', 'to-preload', () => {})
  document.dispatchEvent(new MouseEvent(names.handshake, { relatedTarget: channel }))
  const contextBridge = strict('contextBridge', { exposeInMainWorld: bridge.expose })
  const electron = strict('electron', { contextBridge, ipcRenderer, __esModule: true })
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return electron
    throw new Error(`module not found: ${name} (a preload script is one file)`)
  }
  const module = { exports: {} }
  script(require, module, module.exports, {
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    env: {},
  })
}

export interface PageScripts {
  readonly page: string
  readonly preload: string
}

/** `source` is the preload script. Each document gets a handshake of its own making before any script of it runs. */
export function pageScripts(source: string, options: { readonly subFrames: boolean }): PageScripts {
  const handshake = `electron-${crypto.randomUUID()}`
  const { subFrames } = options
  const names = { handshake, binding: bindingName, receiver: receiverName, tag: wireTag, subFrames }
  const script = `function (require, module, exports, process) {${source}\n}`
  return {
    page: functionSource([...bridgeFunctions, bootPage], `bootPage('${handshake}', ${subFrames})`),
    preload: functionSource(
      [...wireFunctions, ...bridgeFunctions, createIpc, bootPreload],
      `bootPreload(${JSON.stringify(names)}, ${script})`,
    ),
  }
}
