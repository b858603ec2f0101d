import {
  changeSchema,
  mergeSettings,
  sectionNames,
  settingsSchema,
  usualSettings,
  type Section,
  type Settings,
  type SettingsChange,
} from '../shared/settings.ts'
import { fileError } from './actions/folders/file-errors.ts'
import type { Database } from './database/database.ts'
import { listSettings, saveSetting } from './database/queries/settings.ts'
import { changeEarly, readEarly, type SettingsPlace } from './early-settings.ts'
import type { EventHub } from './event-hub.ts'

/** What a person chose on this computer. `settings.changed` tells of each change, whoever made it. */
export interface SettingsRoom {
  /** All of them, as read when Hearth opened and changed since: asking costs nothing. */
  current(): Settings
  /** On disk when this resolves. Throws AppError where that cannot be. */
  change(change: SettingsChange): Promise<Settings>
  /** One section as if nothing had been chosen in it. */
  reset(section: Section): Promise<Settings>
}

export interface SettingsOptions extends SettingsPlace {
  readonly db: Database
  /** Names this computer together with its data folder: each has its own settings, also in a shared database. */
  readonly computer: string
  readonly events: Pick<EventHub, 'emit'>
}

/** Reads what was chosen: what must be known early from its file, all else from the database. */
export async function openSettings(options: SettingsOptions): Promise<SettingsRoom> {
  let settings = await read(options)
  // One change after another: each is made of what the one before it left.
  let last: Promise<unknown> = Promise.resolve()

  async function keep(wanted: (before: Settings) => Settings): Promise<Settings> {
    const before = settings
    const after = settingsSchema.parse(wanted(before))
    const others = sectionNames.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    for (const name of others) await save(options, name, after)
    settings = after
    options.events.emit({ type: 'settings.changed', settings })
    return settings
  }
  const inOrder = (wanted: (before: Settings) => Settings): Promise<Settings> => {
    const kept = last.then(() => keep(wanted))
    last = kept.catch(() => undefined)
    return kept
  }

  return {
    current: () => settings,
    change: (change) => inOrder((before) => mergeSettings(before, change)),
    reset: (section) => inOrder((before) => ({ ...before, [section]: usualSettings[section] })),
  }
}

async function read({ db, computer, ...place }: SettingsOptions): Promise<Settings> {
  const early = await readEarly(place)
  const stored = await listSettings(db, computer)
  const known = sectionNames.map((name): SettingsChange => {
    // A version before this one kept two of them in the file.
    const value = stored.get(name) ?? inOldFile(early, name) ?? {}
    const change = changeSchema.safeParse({ [name]: value })
    if (!change.success) place.log.warn('settings.unknown', { name, error: change.error })
    return change.data ?? {}
  })
  const { theme, language, snapshotsKept } = early
  const first: SettingsChange = { general: { theme, language }, data: { snapshotsKept } }
  return [...known, first].reduce(mergeSettings, usualSettings)
}

function inOldFile(early: Readonly<Record<string, unknown>>, name: Section): unknown {
  if (name === 'privacy' && typeof early['network'] === 'boolean') return { network: early['network'] }
  return name === 'memory' ? early['memory'] : undefined
}

async function save(options: SettingsOptions, name: Section, settings: Settings): Promise<void> {
  const { db, computer, clock } = options
  const { theme, language } = settings.general
  const early = { theme, language, snapshotsKept: settings.data.snapshotsKept }
  try {
    if (name === 'general' || name === 'data') await changeEarly(options, early)
  } catch (error) {
    throw fileError(error, 'settings.json')
  }
  await saveSetting(db, { computer, name, value: settings[name], now: clock.now() })
}
