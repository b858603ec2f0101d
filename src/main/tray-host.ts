import { execFile } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'

/** Milliseconds to wait for a session bus that does not answer. */
const patienceMs = 2_000

const watcher = 'org.kde.StatusNotifierWatcher'
const bus = 'org.freedesktop.DBus'

/** The same question, as the tools of different desktops put it. Each says `true` where there is one. */
const questions: readonly (readonly [string, readonly string[]])[] = [
  [
    'gdbus',
    ['call', '--session', '--dest', bus, '--object-path', '/', '--method', `${bus}.NameHasOwner`, watcher],
  ],
  ['busctl', ['--user', 'call', bus, '/', bus, 'NameHasOwner', 's', watcher]],
  [
    'dbus-send',
    ['--session', '--print-reply', `--dest=${bus}`, '/', `${bus}.NameHasOwner`, `string:${watcher}`],
  ],
]

/**
 * Whether something shows tray icons. Linux has it where a program watches for them (GNOME only with an extension), and
 * nobody says so when there is none: an icon would just not be seen. No answer is no.
 */
export async function hasTrayHost(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  if (platform !== 'linux') return true
  for (const [tool, args] of questions) {
    const answer = await ask(tool, args, env)
    if (answer !== null) return /\btrue\b/.test(answer)
  }
  return false
}

/** Milliseconds between the looks: at login a desktop's panel may come after us. */
const waits = [5_000, 30_000, 120_000]

/** Looks until there is one, for the first minutes. False when there is none by then, or when nobody waits any more. */
export async function awaitTrayHost(look: () => Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  for (const wait of [0, ...waits]) {
    if (wait > 0) await setTimeout(wait, undefined, { signal, ref: false }).catch(() => undefined)
    if (signal.aborted) return false
    if (await look()) return true
  }
  return false
}

/** What it said; null where the tool is not there or got no answer. */
async function ask(
  tool: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)(tool, args, { env: { ...env }, timeout: patienceMs })
    return stdout
  } catch {
    // Whichever way it failed: there is no answer.
    return null
  }
}
