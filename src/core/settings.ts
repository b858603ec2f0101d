import {
  changeSchema,
  mergeSettings,
  sectionNames,
  settingsSchema,
  usualSettings,
  type EarlySettings,
  type Section,
  type Settings,
  type SettingsChange,
} from '../shared/settings.ts'
import { fileError } from './file-errors.ts'
import type { Database } from './database/database.ts'
import { listSettings, saveSetting } from './database/queries/settings.ts'
import { changeEarly, readEarly, wasSetAside, type SettingsPlace } from './early-settings.ts'
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

async function read(options: SettingsOptions): Promise<Settings> {
  const { db, computer, ...place } = options
  const early = await readEarly(place).catch((error: unknown) => {
    place.log.warn('settings.unread', { error })
    return null
  })
  const stored = await listSettings(db, computer)
  const known = sectionNames.map((name): SettingsChange => {
    // A version before this one kept two of them in the file.
    const value = stored.get(name) ?? inOldFile(early ?? {}, name) ?? {}
    const change = changeSchema.safeParse({ [name]: value })
    if (!change.success) place.log.warn('settings.unknown', { name, error: change.error })
    return change.data ?? {}
  })
  const inRows = known.reduce(mergeSettings, usualSettings)
  if (early === null) return inRows
  const settings = settingsOf(inRows, { ...earlyOf(inRows), ...early })
  await agree(options, { early, inRows, settings }).catch((error: unknown) =>
    place.log.warn('settings.disagree', { error }),
  )
  return settings
}

type KnownEarly = Required<Pick<EarlySettings, 'theme' | 'language' | 'snapshotsKept'>>

function earlyOf({ general: { theme, language }, data: { snapshotsKept } }: Settings): KnownEarly {
  return { theme, language, snapshotsKept }
}

function settingsOf(settings: Settings, { theme, language, snapshotsKept }: KnownEarly): Settings {
  return mergeSettings(settings, { general: { theme, language }, data: { snapshotsKept } })
}

/** Gives file and database what the other one has more: where one of them is lost, the other still knows it. */
async function agree(
  options: SettingsOptions,
  {
    early,
    inRows,
    settings,
  }: { readonly early: EarlySettings; readonly inRows: Settings; readonly settings: Settings },
): Promise<void> {
  const whole = earlyOf(settings)
  const usual = earlyOf(usualSettings)
  const names = ['theme', 'language', 'snapshotsKept'] as const
  const lacks = names.filter((name) => early[name] === undefined)
  if (lacks.some((name) => whole[name] !== usual[name]) || (lacks.length > 0 && (await wasSetAside(options))))
    await changeEarly(options, whole)
  if (settings.data.snapshotsKept !== inRows.data.snapshotsKept) await saveRow(options, 'data', settings)
}

function inOldFile(early: Readonly<Record<string, unknown>>, name: Section): unknown {
  if (name === 'privacy' && typeof early['network'] === 'boolean') return { network: early['network'] }
  return name === 'memory' ? early['memory'] : undefined
}

async function save(options: SettingsOptions, name: Section, settings: Settings): Promise<void> {
  try {
    if (name === 'general' || name === 'data') await changeEarly(options, earlyOf(settings))
  } catch (error) {
    throw fileError(error, 'settings.json')
  }
  await saveRow(options, name, settings)
}

function saveRow({ db, computer, clock }: SettingsOptions, name: Section, settings: Settings): Promise<void> {
  return saveSetting(db, { computer, name, value: settings[name], now: clock.now() })
}
