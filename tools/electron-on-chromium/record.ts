/**
 * What the app has asked of the desktop and nobody can see without one. In the main process it is
 * `globalThis.electronOnChromium`, so a test reads it through Playwright's `evaluate`.
 */
export interface Recorded {
  /** Such as `shell.openExternal`, with what it was given. */
  readonly calls: { readonly api: string; readonly args: readonly unknown[] }[]
  readonly trays: object[]
  readonly shortcuts: Map<string, () => void>
  applicationMenu: object | null
}

export function createRecord(): Recorded {
  return { calls: [], trays: [], shortcuts: new Map(), applicationMenu: null }
}
