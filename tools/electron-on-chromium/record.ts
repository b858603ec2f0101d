/**
 * What the app has asked of the desktop and nobody can see without one. In the main process it is
 * `globalThis.electronOnChromium`, so a test reads it through Playwright's `evaluate`.
 */
export interface Recorded {
  /** Such as `shell.openExternal`, with what it was given. */
  readonly calls: { readonly api: string; readonly args: readonly unknown[] }[]
  readonly trays: object[]
  /** By their keys: a test presses one by calling it. */
  readonly shortcuts: Map<string, () => void>
  /** Keys that another program has, for a test to add. */
  readonly takenShortcuts: Set<string>
  /** A test assigns other ones, and emits `display-removed` of `screen`. The pointer is on the last. */
  displays: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[]
  applicationMenu: object | null
}

export function createRecord(): Recorded {
  return {
    calls: [],
    trays: [],
    shortcuts: new Map(),
    takenShortcuts: new Set(),
    displays: [{ x: 0, y: 0, width: 1280, height: 800 }],
    applicationMenu: null,
  }
}
