export interface Session {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** The value of `--ozone-platform`; empty where it was not given. */
  readonly ozone: string
}

/**
 * Whether windows are Wayland's own: then the compositor places them, who has the focus is not told reliably, and
 * shortcuts are the portal's to give.
 */
export function isWayland({ platform, env, ozone }: Session): boolean {
  if (platform !== 'linux') return false
  if (ozone !== '') return ozone === 'wayland'
  return env['XDG_SESSION_TYPE'] === 'wayland' || (env['WAYLAND_DISPLAY'] ?? '') !== ''
}
