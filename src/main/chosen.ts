import type { NativeTheme } from 'electron'
import { readEarly, type SettingsPlace } from '../core/early-settings.ts'
import type { HearthEvent } from '../shared/events.ts'
import { usualSettings, type Settings } from '../shared/settings.ts'

type Look = Pick<Settings['general'], 'theme' | 'language'>

/** How the windows look and speak: as was chosen before there is a database to ask, and as it is chosen anew. */
export interface Chosen {
  /** Reads the file, once. */
  begin(): void
  /** It was read, or cannot be: no window should come before. */
  readonly ready: Promise<void>
  language(): Look['language']
  hear(event: HearthEvent): void
  /** What settings.json was set aside as; null when it was whole, or not there. */
  setAside(): Promise<string | null>
}

/**
 * The theme goes to Electron, which tells windows, menus and dialogs, and pages by prefers-color-scheme. A file that
 * cannot be read at all holds nothing up: core meets the same folder in a moment and says it better.
 */
export function openChosen(place: SettingsPlace, theme: Pick<NativeTheme, 'themeSource'>): Chosen {
  const { promise: ready, resolve } = Promise.withResolvers<void>()
  let look: Look = usualSettings.general
  let setAside: string | null = null

  function apply(wanted: Look): void {
    look = wanted
    // Each assignment makes all windows paint anew.
    if (theme.themeSource !== wanted.theme) theme.themeSource = wanted.theme
  }

  return {
    begin() {
      readEarly({ ...place, onSetAside: (file) => (setAside = file) })
        .then(
          (early) => apply({ ...usualSettings.general, ...early }),
          (error: unknown) => place.log.warn('settings.early', { error }),
        )
        .finally(resolve)
    },
    ready,
    language: () => look.language,
    hear(event) {
      if (event.type === 'settings.changed') apply(event.settings.general)
    },
    async setAside() {
      await ready
      return setAside
    },
  }
}
