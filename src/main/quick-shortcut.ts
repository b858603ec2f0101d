import type { GlobalShortcut } from 'electron'
import type { Log } from '../core/log.ts'
import type { ShortcutStanding } from '../shared/desktop-requests.ts'
import type { Settings } from '../shared/settings.ts'

type Wanted = Settings['shortcuts']['quickPrompt']

/** Where the shortcut is, and how that went. */
export interface Standing {
  readonly standing: ShortcutStanding
  readonly keys: string
}

/** The quick prompt's shortcut, everywhere on the desktop. */
export interface QuickShortcut {
  current(): Standing
  /** Takes the keys that are wanted now and lets go of those before. True when it stands otherwise than before. */
  follow(wanted: Wanted): boolean
  /** Lets go of it. */
  release(): void
}

export interface QuickShortcutOptions {
  readonly shortcuts: Pick<GlobalShortcut, 'register' | 'unregister'>
  /** Whether Wayland's portal hands shortcuts out: it is asked and answers nobody. */
  readonly wayland: boolean
  readonly onPress: () => void
  readonly log: Log
}

export function createQuickShortcut({
  shortcuts,
  wayland,
  onPress,
  log,
}: QuickShortcutOptions): QuickShortcut {
  let current: Standing = { standing: 'off', keys: '' }
  let held: string | null = null

  function release(): void {
    if (held !== null) shortcuts.unregister(held)
    held = null
  }

  function take({ on, keys }: Wanted): ShortcutStanding {
    if (!on) return 'off'
    try {
      if (!shortcuts.register(keys, onPress)) return 'taken'
    } catch (error) {
      // What is no keys at all is thrown, with a text for programmers.
      log.info('shortcut.invalid', { keys, error })
      return 'invalid'
    }
    held = keys
    return wayland ? 'unsure' : 'registered'
  }

  return {
    current: () => current,
    follow(wanted) {
      // One that was taken is tried again: whoever had it may have gone.
      if (held !== null && wanted.on && held === wanted.keys) return false
      release()
      const before = current
      current = { standing: take(wanted), keys: wanted.keys }
      log.info('shortcut', { ...current })
      return before.standing !== current.standing || before.keys !== current.keys
    },
    release() {
      release()
      current = { ...current, standing: 'off' }
    },
  }
}
