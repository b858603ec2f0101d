import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { earlySchema, type EarlySettings } from '../shared/settings.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
import { replaceFile } from './replace-file.ts'

export interface SettingsPlace {
  readonly dataFolder: string
  readonly log: Log
  readonly clock: Clock
  /** Hears where a file that cannot be understood lies now. */
  readonly onSetAside?: ((file: string) => void) | undefined
}

/**
 * What must be known before the database opens, from `settings.json`. What another version knows besides is kept. A file
 * that cannot be understood is set aside under another name, and all is as if nothing had been chosen.
 */
export async function readEarly(place: SettingsPlace): Promise<EarlySettings> {
  const { dataFolder, log, clock, onSetAside } = place
  const file = join(dataFolder, 'settings.json')
  try {
    return earlySchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return earlySchema.parse({})
    const setAside = `${file}.broken-${clock.now().toISOString().replaceAll(/[:.]/g, '-')}`
    await rename(file, setAside)
    log.warn('settings.broken', { setAside, error })
    onSetAside?.(setAside)
    return earlySchema.parse({})
  }
}

/** Changes some of them; the file has all of the change or nothing of it. Throws for a value that cannot be. */
export async function changeEarly(
  place: SettingsPlace,
  change: Partial<EarlySettings>,
): Promise<EarlySettings> {
  const settings = earlySchema.parse({ ...(await readEarly(place)), ...change })
  await replaceFile(join(place.dataFolder, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`)
  return settings
}
