import type { LoginState } from '../../shared/computer-requests.ts'
import type { ShortcutState } from '../../shared/desktop-requests.ts'
import { reportError, type ErrorReport } from '../../shared/errors.ts'
import type { HearthEvent } from '../../shared/events.ts'
import { mergeSettings, type Settings, type SettingsChange } from '../../shared/settings.ts'
import type { Resettable, RowId } from '../settings/sections.ts'
import { attempt, type Room } from './room.ts'

/** The settings page, and what was chosen. */
export interface SettingsState {
  /** Whether the page stands in the place of the conversation. */
  readonly shown: boolean
  /** What is looked for on it. */
  readonly text: string
  /** The row that somebody was led to; `count` tells two leads to the same one apart. */
  readonly lead: { readonly row: RowId; readonly count: number } | null
  /** Null until they were asked for. */
  readonly chosen: Settings | null
  /** Why they could not be read. */
  readonly error: ErrorReport | null
  /** Null until it was asked for. */
  readonly login: LoginState | null
  /** How the shortcut of the quick prompt stands; null until it was asked for. */
  readonly shortcut: ShortcutState | null
}

export const firstSettings: SettingsState = {
  shown: false,
  text: '',
  lead: null,
  chosen: null,
  error: null,
  login: null,
  shortcut: null,
}

export interface SettingsCommands {
  /** Shows the page in the place of the conversation, at a row of it, or the conversation again. */
  show(shown: boolean, row?: RowId): void
  search(text: string): void
  load(): Promise<void>
  /** Holds at once. What main refuses is told, and nothing has changed. */
  change(change: SettingsChange): Promise<void>
  /** As at first, without asking; the notice offers to take it back. */
  reset(section: Resettable): Promise<void>
  setLogin(on: boolean): Promise<void>
  /** Says that the file with what must be known early was broken, and where it is now. Once, in the main window. */
  tellSetAside(): Promise<void>
  hear(event: HearthEvent): void
}

export function createSettings(room: Room): SettingsCommands {
  const { ask, get, set, notify, t } = room
  const stays = (): string => t('settings:stay')

  function write(part: Partial<SettingsState>): void {
    set(({ settings }) => ({ settings: { ...settings, ...part } }))
  }

  async function load(): Promise<void> {
    try {
      write({ chosen: await ask('settings.read', undefined), error: null })
    } catch (error) {
      write({ error: reportError(error) })
    }
  }

  /** What cannot be known is not shown; using it says why. */
  async function learn<What extends 'login' | 'shortcut'>(
    what: What,
    look: () => Promise<SettingsState[What]>,
  ): Promise<void> {
    write({ [what]: await look().catch(() => null) })
  }

  /** Changes that main has not answered yet. What it tells meanwhile may be from before the last of them. */
  let changing = 0

  /** Shown at once: what is chosen next builds on it, and must not take it back. */
  async function change(wanted: SettingsChange): Promise<void> {
    changing += 1
    const chosen = await attempt(room, stays(), async () => {
      const { chosen: before } = get().settings
      if (before) write({ chosen: mergeSettings(before, wanted) })
      return ask('settings.change', wanted)
    })
    changing -= 1
    if (changing > 0) return
    if (chosen) write({ chosen })
    else await load()
  }

  return {
    show(shown, row) {
      if (!shown && !get().settings.shown) return
      const lead = row ? { row, count: (get().settings.lead?.count ?? 0) + 1 } : null
      write({ shown, lead, ...(shown && !row ? {} : { text: '' }) })
      if (!shown) return
      void load()
      void learn('login', () => ask('login.state', undefined))
      void learn('shortcut', () => ask('shortcut.state', undefined))
    },
    search: (text) => write({ text }),
    load,
    change,
    async reset(section) {
      const before = get().settings.chosen?.[section]
      const chosen = await attempt(room, stays(), () => ask('settings.reset', { section }))
      if (!chosen) return
      write({ chosen })
      notify({
        id: `reset ${section}`,
        kind: 'plain',
        title: t('settings:wasReset', { section: t(`settings:sections.${section}`) }),
        timeoutMs: 12_000,
        ...(before && {
          action: { label: t('settings:undo'), run: () => void change({ [section]: before }) },
        }),
      })
    },
    async setLogin(on) {
      const login = await attempt(room, stays(), () => ask('login.set', { on }))
      if (login) write({ login })
    },
    async tellSetAside() {
      // A window that main has let go gets no answer; the next one asks again.
      const file = await ask('settings.setAside', undefined).catch(() => null)
      if (file === null) return
      const [title, text] = [t('settings:setAside'), t('settings:setAsideText', { file })]
      notify({ id: 'settings set aside', kind: 'error', title, text, timeoutMs: 0 })
    },
    hear(event) {
      if (event.type === 'settings.changed' && changing === 0) write({ chosen: event.settings, error: null })
      if (event.type === 'shortcut.changed') write({ shortcut: event.state })
      if (event.type === 'store.changed' && get().settings.shown) void load()
    },
  }
}
