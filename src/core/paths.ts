import { posix, win32 } from 'node:path'

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly cwd: string
}

/**
 * Where everything of a person's lies: one rule for the window and the terminal, so that both find the same memory.
 * `HEARTH_DATA_DIR` decides; else it is the folder in which the system keeps what belongs to applications.
 */
export function dataFolder({ env, platform, home, cwd }: Surroundings): string {
  const path = platform === 'win32' ? win32 : posix
  const chosen = env['HEARTH_DATA_DIR']?.trim()
  if (chosen) return path.resolve(cwd, chosen)

  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Hearth')
  if (platform === 'win32')
    return path.join(env['APPDATA'] || path.join(home, 'AppData', 'Roaming'), 'Hearth')
  return path.join(env['XDG_CONFIG_HOME'] || path.join(home, '.config'), 'Hearth')
}
