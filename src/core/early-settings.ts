import { readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { earlySchema, usualSettings, type EarlySettings } from '../shared/settings.ts'
import { fileError, systemCode } from './file-errors.ts'
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

const fileName = 'settings.json'
const setAsideAs = `${fileName}.broken-`

/**
 * What must be known before the database opens, from `settings.json`. What another version knows besides is kept. A file
 * that cannot be understood is set aside under another name, and all is as if nothing had been chosen. One that cannot be
 * read now stays where it is: throws AppError.
 */
export async function readEarly(place: SettingsPlace): Promise<EarlySettings> {
  const { dataFolder, log, clock, onSetAside } = place
  const file = join(dataFolder, fileName)
  try {
    return earlySchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return {}
    if (!isNonsense(error)) throw fileError(error, fileName)
    const setAside = join(dataFolder, setAsideAs + clock.now().toISOString().replaceAll(/[:.]/g, '-'))
    await rename(file, setAside)
    log.warn('settings.broken', { setAside, error })
    onSetAside?.(setAside)
    return {}
  }
}

/** It will not be better the next time: what it holds is no settings, or it is no file. */
function isNonsense(error: unknown): boolean {
  return error instanceof SyntaxError || error instanceof z.ZodError || systemCode(error) === 'EISDIR'
}

/** Whether what was chosen once may lie in a file that was set aside. */
export async function wasSetAside({ dataFolder }: Pick<SettingsPlace, 'dataFolder'>): Promise<boolean> {
  return (await readdir(dataFolder)).some((name) => name.startsWith(setAsideAs))
}

/**
 * How many snapshots stay. Null where nobody knows: the file cannot be read now, or was set aside since it was chosen. The
 * next opening writes it anew, from the database.
 */
export async function snapshotsToKeep(place: SettingsPlace): Promise<number | null> {
  try {
    const { snapshotsKept } = await readEarly(place)
    if (snapshotsKept === undefined && (await wasSetAside(place))) return null
    return snapshotsKept ?? usualSettings.data.snapshotsKept
  } catch (error) {
    place.log.warn('settings.unread', { error })
    return null
  }
}

/** Changes some of them; the file has all of the change or nothing of it. Throws for a value that cannot be. */
export async function changeEarly(
  place: SettingsPlace,
  change: Partial<EarlySettings>,
): Promise<EarlySettings> {
  const settings = earlySchema.parse({ ...(await readEarly(place)), ...change })
  await replaceFile(join(place.dataFolder, fileName), `${JSON.stringify(settings, null, 2)}\n`)
  return settings
}
