import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { learnings } from '../shared/context.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
import { replaceFile } from './replace-file.ts'

/** No more than this can be kept: each is read through when another one is made. */
export const mostSnapshots = 1_000

/** What a person has chosen, in `settings.json`. What another version knows besides is kept. */
const settingsSchema = z.looseObject({
  /** How many snapshots of the database stay, the newest. */
  snapshotsKept: z.number().int().min(1).max(mostSnapshots).default(7),
  /** Whether actions may fetch pages of the web. Only a person switches it on. */
  network: z.boolean().default(false),
  memory: z
    .looseObject({
      /** What becomes of what the model learns of a conversation. */
      learn: z.enum(learnings).default('propose'),
      /** Whether what is remembered goes into prompts. */
      recall: z.boolean().default(true),
    })
    .prefault({}),
})
export type Settings = Readonly<z.infer<typeof settingsSchema>>

export interface SettingsPlace {
  readonly dataFolder: string
  readonly log: Log
  readonly clock: Clock
}

/** A file that cannot be understood is set aside under another name, and all is as if nothing had been chosen. */
export async function readSettings({ dataFolder, log, clock }: SettingsPlace): Promise<Settings> {
  const file = join(dataFolder, 'settings.json')
  try {
    return settingsSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return settingsSchema.parse({})
    const setAside = `${file}.broken-${clock.now().toISOString().replaceAll(/[:.]/g, '-')}`
    await rename(file, setAside)
    log.warn('settings.broken', { setAside, error })
    return settingsSchema.parse({})
  }
}

/** Changes some of them; the file has all of the change or nothing of it. Throws for a value that cannot be. */
export async function changeSettings(place: SettingsPlace, change: Partial<Settings>): Promise<Settings> {
  const settings = settingsSchema.parse({ ...(await readSettings(place)), ...change })
  await replaceFile(join(place.dataFolder, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`)
  return settings
}
