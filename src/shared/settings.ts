import { z } from 'zod'
import { answers } from './answers.ts'
import { learnings } from './context.ts'
import { modelNameSchema, windowSchema } from './input-schemas.ts'

/**
 * What a person can choose, section by section, as the settings page shows it. All of it has a value that works when
 * nothing was chosen. Each computer has its own, also where several share a database.
 */

export const themes = ['system', 'light', 'dark'] as const
/** `system` is the desktop's language where Hearth speaks it, and English otherwise. */
export const languages = ['system', 'en', 'de', 'zh'] as const
/** No more than this can be kept: each is read through when another one is made. */
export const mostSnapshots = 1_000

/** How one model is asked, where that differs from its own habit. */
export const modelOptionsSchema = z.strictObject({
  numCtx: windowSchema.optional(),
  temperature: z.number().min(0).max(2).optional(),
  /** How long it stays in memory after an answer, in Ollama's notation: `10m`, `0`, `-1` for ever. */
  keepAlive: z
    .string()
    .regex(/^(-1|0|\d{1,6}(ms|s|m|h))$/)
    .optional(),
  think: z.union([z.boolean(), z.enum(['low', 'medium', 'high'])]).optional(),
})
export type ModelOptions = Readonly<z.infer<typeof modelOptionsSchema>>

const sections = {
  general: z.strictObject({
    theme: z.enum(themes),
    language: z.enum(languages),
    /** Closing the last window keeps Hearth in the tray, where there is one. */
    closeToTray: z.boolean(),
    /** Tells when a run ends or needs a yes while no window is in front. Reminders are always told. */
    notifications: z.boolean(),
  }),
  shortcuts: z.strictObject({
    quickPrompt: z.strictObject({
      on: z.boolean(),
      /** In Electron's notation. */
      keys: z.string().min(1).max(100),
    }),
  }),
  model: z.strictObject({
    /** For new conversations; null is the one used last. Never a cloud model unless a person chose it. */
    preferred: modelNameSchema.nullable(),
    /** By the model's name. */
    options: z.record(modelNameSchema, modelOptionsSchema),
  }),
  memory: z.strictObject({
    /** What becomes of what the model learns of a conversation. */
    learn: z.enum(learnings),
    /** Whether what is remembered goes into prompts. */
    recall: z.boolean(),
    /** Whether search also finds what means the same in other words, where an embedding model is installed. */
    meaning: z.boolean(),
  }),
  privacy: z.strictObject({
    /** Whether actions may fetch pages of the web. Only a person switches it on. */
    network: z.boolean(),
  }),
  data: z.strictObject({
    /** How many snapshots of the database stay, the newest. */
    snapshotsKept: z.number().int().min(1).max(mostSnapshots),
  }),
  /** What held before memory was paused from the tray, and holds again after it. Not shown. */
  pause: z.strictObject({
    memory: z.strictObject({ learn: z.enum(learnings), recall: z.boolean() }).nullable(),
  }),
  /** What was told or passed once and is not told again. Not shown. */
  seen: z.strictObject({
    firstStart: z.boolean(),
    closedToTray: z.boolean(),
  }),
} as const

export const settingsSchema = z.strictObject(sections)
export type Settings = Readonly<z.infer<typeof settingsSchema>>
export type Section = keyof Settings
export const sectionNames = Object.keys(sections) as readonly Section[]

/** Where nothing was chosen. */
export const usualSettings: Settings = {
  general: { theme: 'system', language: 'system', closeToTray: true, notifications: true },
  shortcuts: { quickPrompt: { on: true, keys: 'CommandOrControl+Shift+Space' } },
  model: { preferred: null, options: {} },
  memory: { learn: 'propose', recall: true, meaning: true },
  privacy: { network: false },
  data: { snapshotsKept: 7 },
  pause: { memory: null },
  seen: { firstStart: false, closedToTray: false },
}

/** What must be known before the database opens, as far as it was chosen; it lies in `settings.json`, all in the database. */
export const earlySchema = z.looseObject({
  theme: sections.general.shape.theme.exactOptional(),
  language: sections.general.shape.language.exactOptional(),
  snapshotsKept: sections.data.shape.snapshotsKept.exactOptional(),
})
export type EarlySettings = Readonly<z.infer<typeof earlySchema>>

/** Some of one section or of several; what is not named stays. */
export const changeSchema = z.strictObject({
  general: sections.general.partial().optional(),
  shortcuts: sections.shortcuts.partial().optional(),
  model: sections.model.partial().optional(),
  memory: sections.memory.partial().optional(),
  privacy: sections.privacy.partial().optional(),
  data: sections.data.partial().optional(),
  pause: sections.pause.partial().optional(),
  seen: sections.seen.partial().optional(),
})
export type SettingsChange = Readonly<z.infer<typeof changeSchema>>

/** What is not named stays. Throws for a value that cannot be. */
export function mergeSettings(settings: Settings, change: SettingsChange): Settings {
  const merged = sectionNames.map((name) => [name, { ...settings[name], ...change[name] }])
  return settingsSchema.parse(Object.fromEntries(merged))
}

export const settingsRequests = {
  'settings.read': answers<Settings>()(z.undefined()),
  /** Holds at once and is on disk when this resolves. */
  'settings.change': answers<Settings>()(changeSchema),
  'settings.reset': answers<Settings>()(z.strictObject({ section: z.enum(sectionNames) })),
} as const
