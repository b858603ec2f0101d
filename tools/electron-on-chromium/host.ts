import type { EventEmitter } from 'node:events'
import type { Addresses } from './addresses.ts'
import type { Connection } from './cdp.ts'
import type { Ipc } from './ipc.ts'
import type { Sessions } from './session.ts'
import type { Targets } from './targets.ts'
import type { BrowserWindow } from './browser-window.ts'
import type { WebContents } from './web-contents.ts'

/** What the parts of the stand-in share: one a process, made in start.ts. */
export interface Host {
  readonly headless: boolean
  readonly addresses: Addresses
  readonly connection: Connection
  readonly ipc: Ipc
  readonly sessions: Sessions
  readonly targets: Promise<Targets>
  /** `app`, as what emits its events. */
  readonly app: EventEmitter
  readonly contents: Map<number, WebContents>
  readonly windows: Map<number, BrowserWindow>
  /** Called when a window has closed. */
  windowClosed(): void
}

/** An event as Electron hands it out. */
export interface PreventableEvent {
  readonly defaultPrevented: boolean
  preventDefault(): void
}

export function preventableEvent<Details extends object>(details: Details): Details & PreventableEvent {
  let prevented = false
  const event = {
    ...details,
    preventDefault: () => {
      prevented = true
    },
  }
  return Object.defineProperty(event, 'defaultPrevented', { get: () => prevented }) as Details &
    PreventableEvent
}
