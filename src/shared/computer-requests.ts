import { z } from 'zod'
import { answers } from './answers.ts'
import type { Snapshot } from './snapshot.ts'

/** What the settings page asks about this computer: where Hearth connects to, what lies on the disk, what it is made of. */

/** One place that Hearth connected to. */
export interface ConnectedPlace {
  /** `203.0.113.5:443`. */
  readonly address: string
  readonly count: number
  /** ISO 8601, of the latest. */
  readonly lastAt: string
}

/** Counted since Hearth was started. */
export interface ConnectionCounts {
  /** ISO 8601. */
  readonly since: string
  /** To Ollama on this computer. */
  readonly ollama: number
  /** To anything else. */
  readonly elsewhere: number
  /** Where those went, the latest first; only so many are kept. */
  readonly places: readonly ConnectedPlace[]
  /** What a page of Hearth wanted to load from elsewhere. None of it was. */
  readonly refused: number
}

/** What lies in the data folder, in bytes. */
export interface DataSizes {
  readonly all: number
  readonly database: number
  readonly snapshots: number
}

export interface Versions {
  readonly hearth: string
  readonly electron: string
  /** Null on the stand-in for Electron, which takes whatever Chromium there is. */
  readonly chromium: string | null
  readonly node: string
  readonly pglite: string
}

/** Whether the system starts Hearth when the person logs in. `unsupported`: this start cannot be repeated by the system. */
export type LoginState = 'on' | 'off' | 'unsupported'

const nothing = z.undefined()

export const computerRequests = {
  'privacy.connections': answers<ConnectionCounts>()(nothing),
  /** Looks at every file there is. */
  'data.sizes': answers<DataSizes>()(nothing),
  /** The newest first; each is read through. Null on a server, whose backups are its own. */
  'data.snapshots': answers<readonly Snapshot[] | null>()(nothing),
  'data.makeSnapshot': answers<Snapshot>()(nothing),
  /** In the system's file manager. */
  'data.openFolder': answers<void>()(z.strictObject({ folder: z.enum(['data', 'logs']) })),
  'app.versions': answers<Versions>()(nothing),
  'login.state': answers<LoginState>()(nothing),
  'login.set': answers<LoginState>()(z.strictObject({ on: z.boolean() })),
  /** The file that settings.json was set aside as when Hearth started, for whoever asks first; null from then on. */
  'settings.setAside': answers<string | null>()(nothing),
} as const
