import { access, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { App, LoginItemSettings } from 'electron'
import { makeFolder } from '../core/make-folder.ts'
import { replaceFile } from '../core/replace-file.ts'
import type { LoginState } from '../shared/computer-requests.ts'
import { AppError } from '../shared/errors.ts'

/** Whether the system starts Hearth when the person logs in. */
export interface Login {
  state(): Promise<LoginState>
  /** Throws `forbidden` where it cannot be, `action_failed` where the system does not do it. */
  set(on: boolean): Promise<LoginState>
}

export interface LoginOptions {
  readonly app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>
  readonly platform: NodeJS.Platform
  /** The person's own settings folder of the desktop: XDG_CONFIG_HOME, or `~/.config`. */
  readonly configFolder: string
  /** The program and what it is started with; null where the system could not start it so by itself. */
  readonly command: LoginCommand | null
}

/** The program, and its arguments. */
export type LoginCommand = readonly [string, ...string[]]

/** What starts Hearth without a window. */
const hiddenSwitch = '--hidden'
const fileName = 'hearth.desktop'

/** macOS and Windows keep a list of their own; desktops of Linux read a file for each program (XDG Autostart). */
export function createLogin({ app, platform, configFolder, command }: LoginOptions): Login {
  if (command === null) {
    const no = 'This Hearth runs from its sources, and the system cannot start it by itself.'
    return {
      state: async () => 'unsupported',
      set: async () => {
        throw new AppError('forbidden', no)
      },
    }
  }
  if (platform === 'linux') return linuxLogin(join(configFolder, 'autostart'), command)

  const [path, ...args] = [...command, hiddenSwitch] as const satisfies LoginCommand
  // Windows finds an entry again by its program and arguments; macOS knows only the app.
  const item = platform === 'win32' ? { path, args } : {}
  const state = async (): Promise<LoginState> => {
    const settings = app.getLoginItemSettings(item)
    return settings.openAtLogin && !isSwitchedOff(settings, platform) ? 'on' : 'off'
  }
  return {
    state,
    async set(on) {
      app.setLoginItemSettings({ ...item, openAtLogin: on })
      const now = await state()
      if (now === (on ? 'on' : 'off')) return now
      throw new AppError(
        'action_failed',
        'The system did not take it. Look at its own settings for programs that start at login.',
      )
    },
  }
}

/** Whether a person has switched its entry off in Windows' own settings, where it stays. One that is not found has not. */
function isSwitchedOff(settings: LoginItemSettings, platform: NodeJS.Platform): boolean {
  const { launchItems, executableWillLaunchAtLogin } = settings
  return platform === 'win32' && launchItems.length > 0 && !executableWillLaunchAtLogin
}

/**
 * Whether macOS started it because the person logged in: it passes no arguments. What it opens again after a restart, with
 * the windows of before, is no such start. Known once the app is ready.
 */
export function wasOpenedAtLogin(app: Pick<App, 'getLoginItemSettings'>, platform: NodeJS.Platform): boolean {
  if (platform !== 'darwin') return false
  const settings = app.getLoginItemSettings()
  return settings.openAtLogin && settings.wasOpenedAtLogin
}

function linuxLogin(folder: string, command: LoginCommand): Login {
  const file = join(folder, fileName)
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act()
    } catch (cause) {
      const reason = cause instanceof Error ? ` (${cause.message})` : ''
      throw new AppError('action_failed', `${file} could not be changed${reason}.`, { cause })
    }
  }
  return {
    state: () => stateOf(file),
    async set(on) {
      await attempt(async () => {
        if (!on) return rm(file, { force: true })
        makeFolder(folder)
        await replaceFile(file, desktopEntry(command))
      })
      return on ? 'on' : 'off'
    },
  }
}

/** Desktops write `Hidden` or their own key into the file when a person switches it off in the desktop's settings. */
async function stateOf(file: string): Promise<LoginState> {
  try {
    await access(file)
    const text = await readFile(file, 'utf8')
    return /^(Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(text) ? 'off' : 'on'
  } catch {
    // Not there, or nothing that a desktop could read either.
    return 'off'
  }
}

/** As the desktop entry specification wants it. */
function desktopEntry(command: LoginCommand): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Hearth',
    'Comment=An assistant that lives on this computer',
    `Exec=${[...command, hiddenSwitch].map(quoted).join(' ')}`,
    'Icon=hearth',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/** An argument of `Exec`: quoted, its special characters escaped twice, for the string and for the argument. */
function quoted(argument: string): string {
  if (/^[\w@+=:,./-]+$/.test(argument)) return argument
  const escaped = argument.replaceAll(/["`$\\]/g, String.raw`\$&`).replaceAll('\\', '\\\\')
  return `"${escaped.replaceAll('%', '%%')}"`
}

export interface Start {
  readonly execPath: string
  readonly isPackaged: boolean
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * What starts this program again. An AppImage is mounted anew at each start and names its own file. A development build
 * is started by a tool that is not there at login.
 */
export function loginCommand({ execPath, isPackaged, env }: Start): LoginCommand | null {
  return isPackaged ? [env['APPIMAGE'] ?? execPath] : null
}
